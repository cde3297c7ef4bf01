"""What a reader of a report gets: columns that matter, round axes, shaded cells, no markup of others."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from foresail.contracts.block import BlockData, KpiValue, Setting
from foresail.contracts.page import Bars, Matrix, OutputData, Table, Trend
from foresail.contracts.query import ResultColumn
from foresail.kernel.text import Text, same
from foresail.kernel.unit import Unit
from foresail.reports.contents import Filled
from foresail.reports.drawing import draw
from foresail.reports.html import _grounds, said
from foresail.reports.readable import readable
from foresail.reports.scales import shade, ticks
from foresail.reports.sentences import sentences
from foresail.reports.series import spread

DATA = OutputData(table="t")


def column(name: str, unit: Unit = Unit.MONEY, **more: Any) -> ResultColumn:
    return ResultColumn(name=name, title=same(name.upper()), unit=unit, **more)


def filled(block: Any, columns: list[ResultColumn], *rows: tuple[Any, ...]) -> Filled:
    return Filled(block=block, data=BlockData(columns=tuple(columns), rows=rows, total=len(rows)))


def test_names_stand_for_ids_and_one_language_is_read() -> None:
    names = ["account_id", "account_name", "title_en", "title_zh", "opportunity_id"]
    columns = [column(n, Unit.TEXT) for n in names]
    table = Table(data=DATA)
    assert [names[i] for i in readable(table, columns, "zh")] == ["account_name", "title_zh", "opportunity_id"]
    assert [names[i] for i in readable(table, columns, "en")] == ["account_name", "title_en", "opportunity_id"]


def test_a_block_decides_and_otherwise_the_page_is_not_too_wide() -> None:
    columns = [column(f"w{i}", Unit.TEXT) for i in range(6)] + [column(f"n{i}") for i in range(12)]
    assert readable(Table(data=DATA, columns=("n3", "w1", "absent")), columns, "en") == [9, 1]
    assert readable(Table(data=DATA), columns, "en") == [0, 1, 2, 6, 7, 8, 9, 10]
    assert len(readable(Table(data=DATA), columns, "en", most=99)) == 18


@given(st.floats(-1e9, 1e9), st.floats(1e-3, 1e9))
def test_ticks_span_what_they_must_and_are_few(low: float, span: float) -> None:
    marks = ticks(low, low + span)
    assert marks[0] <= low + span * 1e-6
    assert marks[-1] >= (low + span) - span * 1e-6
    assert 2 <= len(marks) <= 9
    assert marks == sorted(marks)


def test_ticks_of_nothing() -> None:
    assert ticks(3.0, 3.0) == [3.0, 4.0]
    assert shade(None, 5) == 0.0
    assert shade(5, 0) == 0.0
    assert 0 < shade(0, 5) < shade(5, 5) < 1


def test_a_matrix_is_shaded_in_the_declared_order() -> None:
    labels = {"b": Text(en="Best", zh="最好"), "a": Text(en="Worst<", zh="最差")}
    columns = [column("x", Unit.RANK), column("y", Unit.CATEGORY, labels=labels), column("v", Unit.COUNT)]
    block = Matrix(data=DATA, x="x", y="y", value="v")
    html = draw(filled(block, columns, (2, "a", 10), (1, "b", 5)), "en", "CNY")
    assert html.index("Best") < html.index("Worst&lt;")
    assert html.index("<th>1</th>") < html.index("<th>2</th>")
    assert "rgba(52,81,209,0.85)" in html


def test_one_line_for_each_series() -> None:
    columns = [column("period", Unit.DATE), column("method", Unit.CATEGORY), column("value")]
    rows = [("2026-01-01", "a", "1"), ("2026-01-01", "b", "2"), ("2026-02-01", "a", "3")]
    trend = Trend(data=DATA, y=("value",), series="method")
    wide = spread(filled(trend, columns, *rows))
    assert [c.title.en for c in wide.data.columns] == ["PERIOD", "a", "b"]
    assert wide.data.rows == (("2026-01-01", "1", "2"), ("2026-02-01", "3", None))
    html = draw(filled(trend, columns, *rows), "en", "CNY")
    assert html.count("<polyline") == 2


def test_words_of_others_stay_words() -> None:
    columns = [column("region", Unit.CATEGORY), column("value")]
    html = draw(filled(Bars(data=DATA, x="region", y=("value",)), columns, ("<script>x", "5")), "zh", "CNY")
    assert "<script" not in html
    assert "&lt;script" in html


def test_values_as_people_read_them() -> None:
    assert said("48260000", column("m"), "zh", "CNY") == "¥4,826万"
    assert said("2026-03-01", column("period", Unit.DATE), "en", "CNY") == "2026-03"
    assert said("2026-03-01", column("closed_on", Unit.DATE), "en", "CNY") == "2026-03-01"
    assert said(None, column("m"), "en", "CNY") == "–"


def test_sentences_say_the_largest_change_first_and_once() -> None:
    won = KpiValue(metric="won", column=column("won", good="up"), value="50", before="100")
    rate = KpiValue(metric="rate", column=column("rate", Unit.RATIO, good="up"), value=0.5, before=0.45, attainment=0.9)
    spoken = sentences([rate, won, won], "CNY")
    assert [s.en.split()[0] for s in spoken] == ["WON", "RATE"]
    assert "down 50.0%" in spoken[0].en
    assert "worse" in spoken[0].en
    assert "up 5.0 points" in spoken[1].en
    assert "90% of the target" in spoken[1].en
    assert "变差" in spoken[0].zh
    none = KpiValue(metric="x", column=column("x"), value=Decimal(3), before=None)
    assert sentences([none], "CNY")[0].en == "X is ¥3."


def test_a_line_without_values_has_no_name_and_what_is_lost_is_drawn_too() -> None:
    trend = Trend(data=DATA, x="period", y=("base", "own"))
    columns = [column("period", Unit.DATE), column("base"), column("own")]
    drawn = draw(filled(trend, columns, ("2025-01-01", "1", None), ("2025-02-01", "2", None)), "en", "CNY")
    assert "BASE" in drawn
    assert "OWN" not in drawn
    bars = draw(
        filled(Bars(data=DATA, x="w", y=("n",)), [column("w", Unit.TEXT), column("n")], ("a", "2"), ("b", "-1")),
        "en",
        "CNY",
    )
    assert 'width="440.0"' in bars
    assert 'width="220.0"' in bars


def test_sliders_say_on_paper_what_they_rest_on() -> None:
    rests = {"learnt": True, "words": Text(en="the data", zh="数据")}
    one = Setting(param="a", title=same("Price"), help=same(""), unit=Unit.RATIO, default=0.0, value=0.0, **rests)
    other = one.model_copy(update={"param": "b", "title": same("Scope")})
    silent = one.model_copy(update={"param": "c", "words": None})
    assert _grounds(BlockData(settings=(one, other, silent))) == [one]
