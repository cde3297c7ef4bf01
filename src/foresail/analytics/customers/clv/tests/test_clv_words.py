"""The words of the declaration are those of the methods."""

from pathlib import Path

from foresail.analytics.customers.clv.params import ClvParams
from foresail.analytics.customers.clv.words import TITLES
from foresail.methods.clv import candidates


def test_words_agree() -> None:
    assert TITLES == candidates.TITLES


def test_the_card_says_how_many_customers_are_learnt_from() -> None:
    english, chinese = (Path(__file__).parents[1] / "card.md").read_text(encoding="utf-8").split("## 中文")
    said = f"{ClvParams().learn_customers:,}"
    for part in (english, chinese):
        assert "`learn_customers`" in part
        assert said in part
