"""The quality rules of `feedback`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="feedback.score_range",
        table="feedback",
        severity=Severity.ERROR,
        title=Text(en="Scores outside their scale", zh="评分超出范围"),
        why=Text(
            en="NPS runs from 0 to 10, satisfaction and reviews from 0 to 100 at most.",
            zh="NPS 为 0–10，满意度和评价最多 0–100。",
        ),
        fix=Text(en="Correct the score or the kind.", zh="请修正评分或类型。"),
        sql="score_range.sql",
        needs={"feedback": ("score",)},
    ),
)
