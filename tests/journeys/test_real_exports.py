"""Two real exports from the folder to the answers, to the last row and cent; loading twice changes nothing."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import duckdb
import pytest

from foresail.model.tables import TABLES
from foresail.runtime.workspace import Workspace
from foresail.warehouse.content import content_hash

pytestmark = pytest.mark.data


def generation(place: Path) -> Path:
    """The published file."""
    ws = Workspace.open(place)
    current = next(g.id for g in ws.warehouse.generations() if g.current)
    return next(place.rglob(f"{current}.duckdb"))


def plain(place: Path, sql: str) -> Any:
    """Ask the published file without any code of ours."""
    with duckdb.connect() as connection:
        connection.execute(f"ATTACH '{generation(place)}' AS g (READ_ONLY)")
        connection.execute("USE g")
        return connection.execute(sql).fetchall()


def canonical(place: Path) -> dict[str, str]:
    """Table → hash of its content."""
    with Workspace.open(place).warehouse.reader() as reader:
        return {name: content_hash(reader, name) for name in TABLES}


def counts(out: str) -> dict[str, tuple[int, ...]]:
    """The counts of a load by table: rows in, new, changed, unchanged, quarantined, duplicates."""
    found = {}
    for text in out.splitlines():
        *name, a, b, c, d, e, f = text.split() if len(text.split()) > 6 else ("", *"xxxxxx")
        if all(x.replace(",", "").isdigit() for x in (a, b, c, d, e, f)):
            found[" ".join(name)] = tuple(int(x.replace(",", "")) for x in (a, b, c, d, e, f))
    return found


TOLD = (
    "4,238 won", "2,473 lost", "1,589 Engaging", "500 Prospecting", "10,005,534", "1,425", "GTXPro",
    "Win probability  No skill",
)  # fmt: skip


STAGES = [("lost", "Lost", 2473), ("open", "Engaging", 1589), ("open", "Prospecting", 500), ("won", "Won", 4238)]


def test_crm_maven(data_folder: Path, tmp_path: Path, line: Any) -> None:
    w = tmp_path / "w"
    assert line("init", w).status == 0
    loaded = line("load", data_folder / "crm_maven", "--workspace", w)
    assert loaded.status == 0
    assert counts(loaded.out)["Opportunity"] == (8800, 8800, 0, 0, 0, 0)
    assert counts(loaded.out)["Account"] == (85, 85, 0, 0, 0, 0)
    built = line("build", "--workspace", w)
    assert built.status == 0
    assert [told for told in TOLD if told not in built.out] == [], "the build itself tells what came of it"

    stages = plain(w, "SELECT outcome, stage, count(*) FROM opportunity GROUP BY ALL ORDER BY ALL")
    assert stages == STAGES
    answer = line("query", "won_count,lost_count,open_count,won_amount,win_rate", "-w", w, "-f", "json").json[0]
    assert (answer["won_count"], answer["lost_count"], answer["open_count"]) == (4238, 2473, 2089)
    assert Decimal(answer["won_amount"]) == 10_005_534
    assert f"{answer['win_rate']:.4f}" == "0.6315"
    assert len(line("show", "account", "-w", w, "-f", "json", "--limit", 100).json) == 85

    assert "1,425" in line("check", "-w", w).out
    orphans = line("check", "opportunity.no_account", "-w", w, "-f", "json").json
    assert len(orphans) == 1425
    assert "technolgy" in {a["industry"] for a in line("show", "account", "-w", w, "-f", "json", "--limit", 100).json}
    assert any(
        "GTXPro" in a["text_en"] and a["rows"] == 1480 for a in line("show", "assumption", "-w", w, "-f", "json").json
    )
    assert plain(w, "SELECT count(*) FROM opportunity WHERE product_id LIKE '%:GTX Pro'") == [(1480,)]
    assert "No skill" in line("run", "pipeline.win_probability", "--evidence", "-w", w).out
    assert "order" in line("run", "customers.rfm", "--evidence", "-w", w).out + line("show", "gaps", "-w", w).out

    before = canonical(w)
    again = line("load", data_folder / "crm_maven", "--workspace", w)
    assert "known already: nothing changed" in again.out
    assert counts(again.out)["Opportunity"] == (8800, 0, 0, 8800, 0, 0)
    assert all(c[1] == c[2] == 0 for c in counts(again.out).values())
    assert line("build", "--workspace", w, "--no-models").status == 0
    assert canonical(w) == before


def orders(folder: Path, w: Path, line: Any) -> duckdb.DuckDBPyConnection:
    """Load and build a folder of order lines; gives the file as anybody would read it."""
    assert line("init", w, "--currency", "GBP", "--time-zone", "Europe/London", "--country", "GB").status == 0
    loaded = line("load", folder, "-w", w)
    assert loaded.status == 0
    raw = duckdb.connect()
    raw.execute("SET TimeZone = 'UTC'")
    raw.execute(f"CREATE VIEW raw AS SELECT * FROM '{next(folder.glob('*.parquet'))}'")  # noqa: S608 - our own path
    lines, same = raw.execute(
        "SELECT count(*), count(*) - (SELECT count(*) FROM (SELECT DISTINCT * FROM raw)) FROM raw"
    ).fetchone() or (0, 0)
    read, new, changed, unchanged, refused, duplicates = counts(loaded.out)["Order line"]
    assert read == lines
    assert read == new + changed + unchanged + refused + duplicates
    assert f"{same:,} rows of “Order line” repeat" in loaded.out
    return raw


def agree_with_the_file(w: Path, raw: duckdb.DuckDBPyConnection, line: Any) -> None:
    """Revenue by country and month, returns among it, equal to the cent to SQL on the file itself.

    The file names a country on every line: it is the region of the order (lines without a customer have it too).
    """
    cents = (
        "CAST(round(sum(CAST(quantity AS DECIMAL(18, 3)) * CAST(unit_price AS DECIMAL(18, 3))), 2) AS DECIMAL(18, 2))"
    )
    direct = raw.execute(
        f"SELECT country, CAST(date_trunc('month', invoice_date) AS DATE), {cents} FROM raw GROUP BY ALL"  # noqa: S608
    ).fetchall()
    asked = ("query", "net_revenue", "--by", "region", "--grain", "month", "-w", w, "-f", "json")
    ours = {(r["region"], r["period"]): Decimal(r["net_revenue"]) for r in line(*asked).json}
    wanted = {(country, month.isoformat()): Decimal(value) for country, month, value in direct}
    assert {k: v for k, v in ours.items() if v} == {k: v for k, v in wanted.items() if v}
    total = raw.execute(f"SELECT {cents} FROM raw").fetchone()  # noqa: S608
    assert total is not None
    assert Decimal(line("query", "net_revenue", "-w", w, "-f", "json").json[0]["net_revenue"]) == total[0]
    returned = raw.execute(f"SELECT -{cents} FROM raw WHERE quantity * unit_price < 0 OR invoice LIKE 'C%'").fetchone()  # noqa: S608
    assert returned is not None
    answer = line("query", "returned_amount", "-w", w, "-f", "json").json[0]["returned_amount"]
    assert Decimal(answer) == returned[0]


def test_a_piece_of_online_retail(data_folder: Path, tmp_path: Path, line: Any) -> None:
    folder, w = tmp_path / "shop", tmp_path / "w"
    folder.mkdir()
    source = data_folder / "online_retail" / "online_retail.parquet"
    duckdb.execute(
        f"COPY (SELECT * FROM '{source}' WHERE hash(country, customer_id % 23) % 16 = 3) "  # noqa: S608 - our own path
        f"TO '{folder / 'lines.parquet'}' (FORMAT parquet)"
    )
    raw = orders(folder, w, line)
    assert line("build", "-w", w, "--no-models").status == 0
    agree_with_the_file(w, raw, line)
    before = canonical(w)
    again = line("load", folder, "-w", w)
    assert "known already" in again.out
    assert line("build", "-w", w, "--no-models").status == 0
    assert canonical(w) == before


@pytest.mark.nightly
def test_online_retail(data_folder: Path, tmp_path: Path, line: Any) -> None:
    w = tmp_path / "w"
    raw = orders(data_folder / "online_retail", w, line)
    assert line("build", "-w", w).status == 0
    assert plain(w, "SELECT count(*) FROM order_line") == [(541_909,)]
    agree_with_the_file(w, raw, line)
    answer = line("query", "net_revenue,active_customers", "-w", w, "-f", "json").json[0]
    assert Decimal(answer["net_revenue"]) == Decimal("9747747.93")
    assert 4300 <= answer["active_customers"] < 4400
    segments = line("run", "customers.rfm", "--output", "segments", "-w", w, "-f", "json").json
    assert 4300 <= sum(s["accounts"] for s in segments) < 4400
