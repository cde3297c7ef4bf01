"""Every page, in both languages and themes, on a desk and on a phone: it stands, it is usable, it is looked at."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.resources import files
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from foresail.runtime.discovery import discover

pytestmark = [pytest.mark.browser, pytest.mark.timeout(600)]

PAGES = [page.id for page in discover().menu()]
SERIOUS = {"serious", "critical"}


def path_of(page_id: str) -> str:
    return "/" if page_id == "overview" else f"/p/{page_id}"


def broken_rules(page: Any) -> list[str]:
    """What axe-core finds to be serious or worse."""
    script = files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
    page.evaluate(script)
    found = page.evaluate("async () => JSON.stringify((await axe.run()).violations)")
    return [
        f"{v['id']}: {v['nodes'][0]['html'][:160]} {v['nodes'][0]['failureSummary'][:200]}"
        for v in json.loads(found)
        if v["impact"] in SERIOUS
    ]


WAYS = list(product(("zh", "en"), ("light", "dark"), (1440, 390)))
"""Languages, themes and widths."""
DEALS = """商机名称,客户名称,阶段,金额,币种,预计成交日期,负责人
华东一期扩产,杭州恒通科技有限公司,方案,120000,CNY,2026-12-15,李雷
二期备件,苏州远业机械有限公司,谈判,八万,CNY,2026-11-30,韩梅梅
"""

"""A file of deals in which one amount is no number."""


@pytest.mark.parametrize("whole", [False, pytest.param(True, marks=pytest.mark.nightly)], ids=["part", "whole"])
@pytest.mark.parametrize(("language", "theme", "width"), WAYS)
def test_every_page_stands(
    visit: Callable[..., Any], screenshots: Path, language: str, theme: str, width: int, whole: bool
) -> None:
    """One window walks through the pages; pictures go to a folder, where they are looked at.

    By day the windows share the pages, so that each page stands in one of them and every window shows some. By night
    every window walks through all.
    """
    share = WAYS.index((language, theme, width))
    visitor = visit(language, theme, width)
    page = visitor.page
    catalogue = {p.id: p for p in discover().menu()}
    problems = []
    for page_id in PAGES if whole else PAGES[share :: len(WAYS)]:
        page.goto(path_of(page_id))
        visitor.settle()
        title = catalogue[page_id].title
        if page.get_by_role("heading", level=1).first.inner_text() != (title.zh if language == "zh" else title.en):
            problems.append(f"{page_id}: the heading is not the page's title")
        if page.get_by_role("alert").count():
            problems.append(f"{page_id}: {page.get_by_role('alert').first.inner_text()}")
        if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
            problems.append(f"{page_id}: wider than the window at {width} px")
        page.screenshot(path=screenshots / f"{page_id}-{language}-{theme}-{width}.png", full_page=True)
        problems += [f"{page_id}: {rule}" for rule in broken_rules(page)]
    assert problems == []


@contextmanager
def opened(visitor: Any, address: str, picture: Path, problems: list[str]) -> Iterator[None]:
    """Go to a page, do what the block does, and take the picture; what is wrong is added to the problems."""
    page, name = visitor.page, picture.stem
    page.goto(address)
    visitor.settle()
    yield
    visitor.settle()
    page.evaluate("window.scrollTo(0, document.body.scrollHeight)")  # charts are drawn when they come into sight
    visitor.settle()
    page.evaluate("window.scrollTo(0, 0)")
    if page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth + 1"):
        problems.append(f"{name}: wider than the window")
    page.screenshot(path=picture, full_page=name.startswith(("account", "mapping")))
    problems.extend(f"{name}: {rule}" for rule in broken_rules(page))


@pytest.mark.nightly
@pytest.mark.parametrize(("language", "theme", "width"), WAYS)
def test_what_opens_stands(
    visit: Callable[..., Any], screenshots: Path, tmp_path: Path, language: str, theme: str, width: int
) -> None:
    """The page of an account, a deal, the rows of a number, a file that is brought, the menu, and the way in."""
    visitor = visit(language, theme, width)
    page, problems = visitor.page, []

    def pictured(name: str, address: str) -> AbstractContextManager[None]:
        return opened(visitor, address, screenshots / f"{name}-{language}-{theme}-{width}.png", problems)

    with pictured("account", "/p/accounts"):
        page.locator("table.data tbody .link").first.click()
        page.wait_for_url("**/accounts/**")
    with pictured("deal", "/p/opportunities"):
        page.locator("table.data tbody .link").first.click()
        page.get_by_role("dialog").wait_for()
    with pictured("rows", "/"):
        page.locator("button.kpi").first.click()
        page.get_by_role("dialog").locator("tbody tr").first.wait_for()
    with pictured("mapping", "/p/import"):
        (tmp_path / "商机.csv").write_text(DEALS, encoding="gb18030")
        page.locator("input[type=file]").first.set_input_files(tmp_path / "商机.csv")
        page.locator("table.mapping").first.wait_for(timeout=60_000)
    if width < 500:
        with pictured("menu", "/"):
            page.locator(".burger").click()
    guest = visit(language, theme, width, name=None)
    guest.page.goto("/")
    guest.settle()
    guest.page.screenshot(path=screenshots / f"sign-in-{language}-{theme}-{width}.png")
    problems.extend(f"sign-in: {rule}" for rule in broken_rules(guest.page))
    assert problems == []


def test_the_first_page_is_light(visit: Callable[..., Any]) -> None:
    """At most 450 KB over the wire for the first page, everything included."""
    visitor = visit()
    sizes: list[int] = []
    session = visitor.page.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(int(event["encodedDataLength"])))
    visitor.page.goto("/")
    visitor.settle()
    assert 50_000 < sum(sizes) <= 450_000, f"{sum(sizes):,} bytes"
