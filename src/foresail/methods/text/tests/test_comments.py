"""Comments in both languages: sentences whose meaning nobody doubts, learning, and what is no comment."""

from __future__ import annotations

import numpy as np
import pytest

from foresail.methods.text import fit_sentiment, lexicon_score, topics_of
from foresail.methods.text.words import TOPICS

GLAD = (
    "传感器稳定，现场三个月没有误报。", "交付比约定还早两天，安装师傅很专业。", "售后响应快，问题当天解决。",
    "界面不错，非常好用",
    "Great product, fast delivery", "The team was very helpful and friendly", "No problem at all, works perfect",
)  # fmt: skip
ANGRY = (
    "控制器频繁掉线，影响生产，请尽快处理。", "交期延误两周，产线停工等货。", "报修三次没有解决，体验很差。",
    "发票开错两次，对账很麻烦。", "技术支持电话一直打不通。", "质量不好",
    "Delivery was late and the device arrived broken", "not reliable, very slow support",
)  # fmt: skip


@pytest.mark.parametrize("text", GLAD)
def test_praise_is_heard(text: str) -> None:
    assert lexicon_score(text) > 0


@pytest.mark.parametrize("text", ANGRY)
def test_blame_is_heard(text: str) -> None:
    assert lexicon_score(text) < 0


@pytest.mark.parametrize("text", ["", "。。。", "12345", "👍", "ok?", "订单编号 A-17"])
def test_what_says_nothing_is_neutral(text: str) -> None:
    assert lexicon_score(text) == 0


def test_full_width_letters_and_traditional_marks_are_read() -> None:
    assert lexicon_score("ＶＥＲＹ　ＧＯＯＤ") > 0
    assert topics_of("ＡＰＰ 崩溃") == ("software",)


def test_topics_in_both_languages() -> None:
    assert "other" not in TOPICS
    assert topics_of("价格略高，希望有批量折扣。") == ("price",)
    assert topics_of("服务态度好，备件到货慢。") == ("delivery", "service")
    assert topics_of("The manual is hard to read") == ("documents",)


def test_scores_teach_what_the_lexicon_does_not_know() -> None:
    """“卷” means nothing to the lexicon; the customers who say it are unhappy."""
    rng = np.random.default_rng(1)
    glad = rng.random(200) < 0.5
    texts = [f"设备{'顺手' if g else '太卷边'} 第{i % 9}台" for i, g in enumerate(glad)]
    learnt = fit_sentiment(texts, glad.astype(float))
    said = learnt(["设备顺手", "设备太卷边", None, ""])
    assert said[0] > 0.5 > -0.5 > said[1]
    assert said[2] == said[3] == 0


def test_too_few_or_one_kind_of_score_leaves_the_lexicon() -> None:
    assert fit_sentiment(["好"] * 20, np.ones(20)).model is None
    assert fit_sentiment(["好"] * 200, np.ones(200)).model is None
