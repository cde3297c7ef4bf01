# ruff: noqa: S608 - SQL by hand over the test company, with no value of anybody's in it
"""Row and field rules hold on every path (G19): forty people, each beside the data cut by hand to what is theirs."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Any

import duckdb
import openpyxl
import pytest
from fastapi.testclient import TestClient

from foresail.access.roles import SCOPES
from foresail.api.app import create_app
from foresail.api.place import Place
from foresail.kernel.viewer import Role
from foresail.metrics.tests.oracle import ORACLE, VIEWS

if TYPE_CHECKING:
    from foresail.runtime.workspace import Workspace

_OWN, _BY_ACCOUNT = "owner_id IN (SELECT * FROM me)", "account_id IN (SELECT account_id FROM account)"
# Which rows are a person's own, written out by hand: the owner's, and what hangs on the owner's accounts and deals.
MINE = (
    ("account", "owner_id IN (SELECT * FROM me)"),
    ("opportunity", "owner_id IN (SELECT * FROM me) OR account_id IN (SELECT account_id FROM account)"),
    ("order", "owner_id IN (SELECT * FROM me) OR account_id IN (SELECT account_id FROM account)"),
    ("order_line", 'order_id IN (SELECT order_id FROM "order")'),
    ("invoice", 'order_id IN (SELECT order_id FROM "order") OR account_id IN (SELECT account_id FROM account)'),
    ("payment", 'order_id IN (SELECT order_id FROM "order") OR account_id IN (SELECT account_id FROM account)'),
    ("lead", "owner_id IN (SELECT * FROM me)"),
    (
        "activity",
        f"{_OWN} OR {_BY_ACCOUNT} OR opportunity_id IN (SELECT opportunity_id FROM opportunity)",
    ),
    ("opportunity_span", "opportunity_id IN (SELECT opportunity_id FROM opportunity)"),
    ("ticket", "account_id IN (SELECT account_id FROM account)"),
    ("feedback", "account_id IN (SELECT account_id FROM account)"),
    ("touch", "account_id IN (SELECT account_id FROM account) OR lead_id IN (SELECT lead_id FROM lead)"),
    ("contact", "account_id IN (SELECT account_id FROM account)"),
)
METRICS = (
    "gross_revenue", "net_revenue", "orders", "units", "gross_profit", "returned_amount", "active_customers",
    "won_amount", "won_count", "lost_count", "win_rate", "created_count", "open_count", "open_amount", "leads",
    "lead_conversion_rate", "activities", "tickets", "satisfaction", "invoiced_amount", "collected_amount",
)  # fmt: skip
FIRST, LAST = "2025-01-01", "2026-09-30"
OUTPUTS = {
    "customers/rfm/scores": ("account_id", "account"),
    "pipeline/funnel/stuck": ("opportunity_id", "opportunity"),
    "pipeline/win_probability/scores": ("opportunity_id", "opportunity"),
    "pipeline/win_probability/reasons": ("opportunity_id", "opportunity"),
    "pipeline/win_probability/owners": ("owner_id", "me"),
}
TOTALS = ("customers/rfm/segments", "customers/rfm/movement", "forecast/revenue/monthly", "pipeline/funnel/overview")
PERSONAL = ("phone", "email")
ID = re.compile(r"(?:crm|erp):[A-Z]{1,3}\d+")


class Person:
    """Somebody who asks with a token, and whose rows were cut out by hand."""

    def __init__(self, browser: TestClient, secret: str, role: Role, owners: frozenset[str] | None) -> None:
        self._browser, self.role, self.owners = browser, role, owners
        self._headers = {"authorization": f"Bearer {secret}"}

    def get(self, path: str, **asked: Any) -> Any:
        return self._browser.get(f"/api/v1{path}", params=asked, headers=self._headers)


@pytest.fixture(scope="module")
def browser(demo_workspace: Workspace) -> Iterator[TestClient]:
    with TestClient(create_app(Place(demo_workspace)), raise_server_exceptions=False) as client:
        yield client


@pytest.fixture(scope="module")
def plain(demo_workspace: Workspace) -> duckdb.DuckDBPyConnection:
    """The generation's file, opened without any code of ours."""
    current = next(g.id for g in demo_workspace.warehouse.generations() if g.current)
    file = next(demo_workspace.path.rglob(f"{current}.duckdb"))
    connection = duckdb.connect()
    connection.execute("SET threads = 1")  # tiny tables: more threads only get into each other's way
    connection.execute(f"ATTACH '{file}' AS g (READ_ONLY)")
    whole = connection.execute("SELECT table_name FROM duckdb_tables() WHERE database_name = 'g'").fetchall()
    for (name,) in whole:
        if name not in dict(MINE):
            connection.execute(f'CREATE TEMP VIEW "{name}" AS SELECT * FROM g."{name}"')
    for name, _ in MINE:
        connection.execute(f'CREATE TEMP TABLE "{name}" AS SELECT * FROM g."{name}" LIMIT 0')
    for statement in VIEWS:
        made = statement.replace("CREATE VIEW", "CREATE TEMP VIEW")
        connection.execute(made.replace("CREATE MACRO", "CREATE TEMP MACRO"))
    return connection


@pytest.fixture(scope="module")
def somebody(browser: TestClient) -> Any:
    """Make a person with a role and a visibility."""
    place: Place = browser.app.state.place  # type: ignore[attr-defined]
    made: dict[tuple[str, ...], Person] = {}

    def make(role: Role, visibility: str, representative: str, owners: frozenset[str] | None) -> Person:
        key = (role.value, visibility, representative)
        if key not in made:
            user, _ = place.gate.invite("test", " ".join(key), role, visibility, representative)  # type: ignore[arg-type]
            made[key] = Person(browser, place.gate.make_token(user, "t", SCOPES[role], None)[1], role, owners)
        return made[key]

    return make


@pytest.fixture(scope="module")
def admin(somebody: Any) -> Person:
    found: Person = somebody(Role.ADMIN, "everything", "", None)
    return found


@pytest.fixture(scope="module")
def people(plain: duckdb.DuckDBPyConnection, somebody: Any) -> list[Person]:
    """Representatives with their own rows, managers with their teams', viewers of both kinds."""
    staff = plain.execute("SELECT representative_id, team_id FROM g.representative ORDER BY 1").fetchall()
    teams = plain.execute("SELECT team_id, manager_id, parent_team_id FROM g.team").fetchall()

    def below(chief: str) -> frozenset[str]:
        led = {t for t, manager, _ in teams if manager == chief}
        for _ in teams:
            led |= {t for t, _, parent in teams if parent in led}
        return frozenset({chief} | {person for person, team in staff if team in led})

    chiefs = sorted({manager for _, manager, _ in teams if manager})
    own = [person for person, _ in staff if person not in chiefs]
    found = [somebody(Role.REPRESENTATIVE, "own", person, frozenset({person})) for person in own[:22]]
    found += [somebody(Role.MANAGER, "team", chief, below(chief)) for chief in chiefs]
    found += [somebody(Role.VIEWER, "own", person, frozenset({person})) for person in own[:6]]
    return found + [somebody(Role.VIEWER, "team", chief, below(chief)) for chief in chiefs[:6]]


@pytest.fixture(scope="module")
def few(people: list[Person]) -> list[Person]:
    """One of each kind, for the paths that take longer."""
    return [people[3], people[23], people[-8], people[-2]]


def cut(plain: duckdb.DuckDBPyConnection, person: Person) -> None:
    """Make the tables of a connection hold a person's rows alone."""
    plain.execute("CREATE OR REPLACE TEMP TABLE me AS SELECT unnest($1) AS id", [sorted(person.owners or ())])
    for name, mine in MINE:
        plain.execute(f'CREATE OR REPLACE TEMP TABLE "{name}" AS SELECT * FROM g."{name}" WHERE {mine}')


def expected(plain: duckdb.DuckDBPyConnection, name: str, as_of: str) -> Any:
    sql = ORACLE[name].replace("{w}", "true")
    values = {"asof": as_of, "a": FIRST, "b": LAST}  # the longest name first
    for key, day in values.items():
        sql = sql.replace(f"${key}", f"DATE '{day}'")
    row = plain.execute(sql).fetchone()
    assert row is not None
    return row[0]


def agree(found: Any, wanted: Any) -> bool:
    if found is None or wanted is None:
        return found is None and wanted is None
    return abs(Decimal(str(found)) - Decimal(str(wanted))) <= max(Decimal("0.00501"), abs(Decimal(str(wanted))) / 10**9)


@pytest.mark.parametrize("each", [5, pytest.param(1, marks=pytest.mark.nightly)])
def test_a_metric_is_the_metric_of_the_own_rows(
    each: int, people: list[Person], admin: Person, plain: duckdb.DuckDBPyConnection
) -> None:
    """Every person beside every fifth metric (all of them nightly), each time from another one on."""
    assert len(people) >= 40
    as_of = plain.execute("SELECT value FROM g.generation_info WHERE name = 'as_of'").fetchone()[0]  # type: ignore[index]
    asked = {"metrics": ",".join(METRICS), "from": FIRST, "to": LAST}
    everything = admin.get("/query", **asked)
    assert everything.status_code == 200, everything.text
    wrong = []
    for number, person in enumerate(people):
        answer = person.get("/query", **asked)  # straight after the same question of somebody who sees more
        assert answer.headers["etag"] != everything.headers["etag"]
        found = answer.json()[0]
        cut(plain, person)
        for name in METRICS[number % each :: each]:
            wanted = expected(plain, name, as_of)
            if not agree(found[name], wanted):
                wrong.append((person.role.value, sorted(person.owners or ())[:2], name, found[name], wanted))
    assert wrong == []


def test_somebody_elses_etag_is_worth_nothing(people: list[Person], admin: Person) -> None:
    tag = admin.get("/query", metrics="net_revenue").headers["etag"]
    again = admin._browser.get(
        "/api/v1/query", params={"metrics": "net_revenue"}, headers={**people[0]._headers, "if-none-match": tag}
    )
    assert again.status_code == 200
    assert again.json() != admin.get("/query", metrics="net_revenue").json()
    assert "private" in again.headers["cache-control"]


def test_an_analysis_is_the_whole_analysis_cut_to_the_own_rows(
    people: list[Person], admin: Person, plain: duckdb.DuckDBPyConnection
) -> None:
    whole = {path: _records(admin, path) for path in OUTPUTS}
    assert sum(1 for rows in whole.values() if rows) >= 3  # a model without skill gives no reasons
    for person in people:
        cut(plain, person)
        for path, (column, table) in OUTPUTS.items():
            key = "id" if table == "me" else column
            mine = {row[0] for row in plain.execute(f'SELECT {key} FROM "{table}"').fetchall()}
            wanted = [r for r in whole[path] if r[column] in mine]
            found = _records(person, path)
            hidden = {n for r in found for n, v in r.items() if v is None}
            assert [_without(r, hidden) for r in found] == [_without(r, hidden) for r in wanted], (person.role, path)


def test_totals_over_everybody_are_for_those_who_see_everybody(few: list[Person], admin: Person) -> None:
    for path in TOTALS:
        assert admin.get(f"/{path}").json()["total"] > 0
        for person in few:
            assert person.get(f"/{path}").json()["total"] == 0


def _records(person: Person, path: str) -> list[dict[str, Any]]:
    """Every row of an output, page by page; as many as it says that there are."""
    found: list[dict[str, Any]] = []
    page, total = 1, 1
    while len(found) < total:
        answer = person.get(f"/{path}", size=1000, page=page)
        assert answer.status_code == 200, answer.text
        body = answer.json()
        names = [c["name"] for c in body["columns"]]
        found += [dict(zip(names, row, strict=True)) for row in body["rows"]]
        page, total = page + 1, body["total"]
        assert body["rows"] or not total
    return found


def _without(record: dict[str, Any], names: set[str]) -> dict[str, Any]:
    return {k: v for k, v in record.items() if k not in names}


@pytest.fixture(scope="module")
def foreign(plain: duckdb.DuckDBPyConnection) -> Any:
    """The ids and names that a person may never read: in nothing that is theirs."""

    known: dict[Person, tuple[frozenset[str], frozenset[str]]] = {}

    def words(person: Person) -> tuple[frozenset[str], frozenset[str]]:
        if person not in known:
            known[person] = found(person)
        return known[person]

    def found(person: Person) -> tuple[frozenset[str], frozenset[str]]:
        cut(plain, person)
        tables = ("opportunity", "order", "invoice", "payment", "activity", "contact", "ticket", "touch", "lead")
        met = " UNION ".join(f'SELECT account_id FROM "{t}"' for t in ("account", *tables))
        ids, names = set(), set()
        sql = f"SELECT account_id, name FROM g.account WHERE account_id NOT IN ({met} EXCEPT SELECT NULL)"
        for account, name in plain.execute(sql).fetchall():
            ids.add(account)
            names.add(name)
        for table, key in (("opportunity", "opportunity_id"), ("order", "order_id"), ("lead", "lead_id")):
            more = f'SELECT {key} FROM g."{table}" EXCEPT SELECT {key} FROM "{table}"'
            ids |= {row[0] for row in plain.execute(more).fetchall()}
        companies = {c for (c,) in plain.execute("SELECT company FROM lead").fetchall()}
        twins = {n for (n,) in plain.execute(f"SELECT name FROM g.account WHERE account_id IN ({met})").fetchall()}
        return frozenset(ids), frozenset(names - companies - twins)

    return words


def clean(text: str, foreign: tuple[frozenset[str], frozenset[str]]) -> list[str]:
    """The foreign ids and names in a text."""
    ids, names = foreign
    return sorted(ids & set(ID.findall(text)))[:3] + [name for name in sorted(names) if name in text][:3]


def test_no_page_block_shows_foreign_rows(few: list[Person], admin: Person, foreign: Any) -> None:
    menu = admin.get("/catalogue").json()["pages"]
    blocks = {p["id"]: len(admin.get(f"/pages/{p['id']}").json()["blocks"]) for p in menu}
    paths = [f"/pages/{page}/blocks/{n}" for page, count in blocks.items() for n in range(count)]
    assert len(paths) > 20
    seen_by_admin = "".join(admin.get(path, size=200).text for path in paths)
    for person in few:
        theirs = foreign(person)
        assert clean(seen_by_admin, theirs), "the search itself finds what is foreign"
        for path in paths:
            answer = person.get(path, size=200)
            assert answer.status_code in (200, 403), (path, answer.text)
            assert clean(answer.text, theirs) == [], (person.role, path)


SEGMENTS = ("/segments/all/members", "/segments/fields/account/values")


@pytest.mark.parametrize("path", ["/opportunities", "/accounts", "/filters", "/catalogue", *SEGMENTS])
def test_no_list_and_no_choice_shows_foreign_rows(path: str, few: list[Person], foreign: Any) -> None:
    for person in few:
        answer = person.get(path, size=1000, outcome="")
        assert answer.status_code == 200, answer.text
        assert clean(answer.text, foreign(person)) == []


@pytest.mark.parametrize(
    "path", ["/query", "/rows", "/opportunities", "/accounts", "/customers/rfm/scores", "/segments/all/members"]
)
def test_no_export_holds_foreign_rows(path: str, few: list[Person], foreign: Any) -> None:
    exported = 0
    for person in few:
        theirs = foreign(person)
        for form in ("csv", "xlsx"):
            asked = {"metrics": "net_revenue,orders", "metric": "won_amount", "by": "account", "limit": 5000}
            answer = person.get(path, format=form, outcome="", **asked)
            if answer.status_code == 403:  # taking rows along is a right of its own
                assert person.role is not Role.MANAGER
                continue
            assert answer.status_code == 200, answer.text
            exported += 1
            assert clean(_flat(answer.content, form), theirs) == [], (person.role, path)
    assert exported >= 2


def _flat(content: bytes, form: str) -> str:
    if form == "csv":
        return "\n".join("\t".join(row) for row in csv.reader(io.StringIO(content.decode("utf-8-sig"))))
    book = openpyxl.load_workbook(io.BytesIO(content))
    return "\n".join(str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row)


def test_foreign_and_absent_details_read_the_same(few: list[Person], admin: Person, foreign: Any) -> None:
    for person in few:
        ids, _ = foreign(person)
        for kind, path, absent in (("C", "accounts", "crm:C999999"), ("SJ", "opportunities", "crm:SJ999999")):
            theirs = next(i for i in sorted(ids) if re.fullmatch(rf"crm:{kind}\d+", i))
            assert admin.get(f"/{path}/{theirs}").status_code == 200
            one, none = person.get(f"/{path}/{theirs}"), person.get(f"/{path}/{absent}")
            assert (one.status_code, none.status_code) == (404, 404)
            assert one.text.replace(theirs, "x") == none.text.replace(absent, "x")


def test_filters_search_and_counts_do_not_tell_of_foreign_rows(few: list[Person], foreign: Any) -> None:
    for person in few:
        ids, names = foreign(person)
        name = sorted(names)[0]
        account = next(i for i in sorted(ids) if re.fullmatch(r"crm:C\d+", i))
        assert person.get("/accounts", search=name).json()["total"] == 0
        assert person.get("/opportunities", search=name, outcome="").json()["total"] == 0
        asked = {"metrics": "net_revenue,orders,won_count", "where": f"account={account}"}
        assert person.get("/query", **asked).json() == [{"net_revenue": "0", "orders": 0, "won_count": 0}] or all(
            not float(v or 0) for v in person.get("/query", **asked).json()[0].values()
        )
        wrong = person.get("/query", metrics="net_revenue", where=f"accountt={account}")
        assert wrong.status_code in (404, 422)
        assert clean(wrong.text.replace(account, ""), foreign(person)) == []


def test_no_report_shows_foreign_rows(few: list[Person], admin: Person, foreign: Any) -> None:
    whole = admin.get("/reports/weekly", format="html").text
    for person in few:
        for form in ("html", "xlsx") if person is few[0] else ("html",):
            answer = person.get("/reports/weekly", format=form)
            assert answer.status_code == 200, answer.text
            text = answer.text if form == "html" else _flat(answer.content, form)
            assert clean(text, foreign(person)) == []
    assert "数据截至" in whole


def test_viewers_see_no_personal_columns(few: list[Person], admin: Person, plain: duckdb.DuckDBPyConnection) -> None:
    viewer = few[-1]
    assert viewer.role is Role.VIEWER
    cut(plain, viewer)
    account, phone = plain.execute(
        "SELECT account_id, c.phone FROM account a JOIN contact c USING (account_id) WHERE c.phone <> '' LIMIT 1"
    ).fetchone()  # type: ignore[misc]
    secrets = {v for row in plain.execute("SELECT full_name, email, phone FROM contact").fetchall() for v in row if v}
    full, masked = admin.get(f"/accounts/{account}").text, viewer.get(f"/accounts/{account}").text
    assert phone in full
    assert [s for s in sorted(secrets) if len(s) > 6 and s in masked] == []
    for person in (viewer, few[2]):
        assert person.get("/rows", metric="won_amount").status_code == 403
