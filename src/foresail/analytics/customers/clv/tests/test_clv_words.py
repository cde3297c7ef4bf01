"""The words of the declaration are those of the methods."""

from foresail.analytics.customers.clv.words import TITLES
from foresail.methods.clv import candidates


def test_words_agree() -> None:
    assert TITLES == candidates.TITLES
