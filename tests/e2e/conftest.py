"""A real server and a real browser over the demo company. Any request to another host fails the test."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from foresail.access.gate import Gate
from foresail.kernel.viewer import Role
from foresail.runtime.workspace import Workspace

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

PASSWORD = "a sentence that nobody else knows"
ROOT = Path(__file__).resolve().parent.parent.parent
FLAGS = [
    "--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync",
]  # fmt: skip


@pytest.fixture(scope="session")
def screenshots() -> Path:
    """Where the pictures go; each change of a page is looked at there."""
    folder = Path(os.environ.get("FORESAIL_SCREENSHOTS", ROOT / "screenshots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def address(built_demo: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server with an administrator and a representative."""
    place = tmp_path_factory.mktemp("served") / "workspace"
    shutil.copytree(built_demo / "workspace", place, ignore=shutil.ignore_patterns("state.sqlite*"))
    workspace = Workspace.open(place)
    gate = Gate(workspace.state)
    gate.set_up(gate.first_link(), "王芳", PASSWORD)
    with workspace.warehouse.reader() as reader:
        from foresail.warehouse.sqlfile import parse

        sql = "SELECT owner_id FROM opportunity WHERE outcome = 'open' GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 1"
        owner = reader.ask(parse(sql)).to_pylist()[0]["owner_id"]
    _, link = gate.invite("test", "李雷", Role.REPRESENTATIVE, "own", owner)
    gate.set_up(link, "", PASSWORD)
    workspace.close()
    command = [sys.executable, "-m", "foresail.cli.main", "serve", "-w", str(place), "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8") as process:
        assert process.stdout is not None
        yield next(found[0] for line in process.stdout if (found := re.search(r"http://127\.0\.0\.1:\d+", line)))
        process.terminate()


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    if not (ROOT / "src/foresail/api/static/index.html").exists():
        pytest.skip("the web application is not built: make web")
    program = shutil.which("chromium")
    if program is None:
        pytest.skip("there is no Chromium: apt-get install chromium")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=FLAGS)
        yield opened
        opened.close()


class Visitor:
    """A signed-in browser window that notes whatever should not happen."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.outside: list[str] = []
        self.errors: list[str] = []
        self.weight: dict[str, int] = {}
        page.on("request", lambda r: self._request(r.url, address))
        page.on("pageerror", lambda e: self.errors.append(str(e)))
        page.on("console", lambda m: self.errors.append(m.text) if m.type == "error" and "401" not in m.text else None)

    def _request(self, url: str, address: str) -> None:
        if not url.startswith((address, "data:", "blob:")):
            self.outside.append(url)

    def settle(self) -> None:
        """Wait until everything that was asked for has come and is drawn."""
        self.page.wait_for_load_state("networkidle")
        self.page.wait_for_function(
            "() => !document.querySelector('.waiting, .ant-skeleton-active, .ant-spin-spinning')"
        )
        self.page.wait_for_timeout(350)


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Callable[..., Visitor]]:
    """Open a window: language, theme, width, and who is signed in."""
    opened: list[Visitor] = []

    def open_window(
        language: str = "zh", theme: str = "light", width: int = 1440, name: str | None = "王芳"
    ) -> Visitor:
        context = browser.new_context(
            base_url=address,
            viewport={"width": width, "height": 900 if width > 500 else 844},
            locale="zh-CN" if language == "zh" else "en-GB",
            reduced_motion="reduce",
            accept_downloads=True,
        )
        kept = {"foresail.language": language, "foresail.theme": theme}
        context.add_init_script("".join(f"localStorage.setItem('{k}', '{v}');" for k, v in kept.items()))
        visitor = Visitor(context.new_page(), address)
        opened.append(visitor)
        if name is not None:
            answer = context.request.post("/api/v1/session", data={"name": name, "password": PASSWORD})
            assert answer.ok, answer.text()
        return visitor

    yield open_window
    for visitor in opened:
        visitor.page.context.close()
        assert visitor.outside == [], "a request went to another host"
        assert visitor.errors == [], "the browser reported errors"
