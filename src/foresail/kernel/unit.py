"""What a number counts, so that nothing is shown without its unit."""

from enum import StrEnum

from foresail.kernel.base import Frozen


class Unit(StrEnum):
    """The unit of a column, a metric or a parameter. Decides how it is formatted, exported and compared."""

    ID = "id"
    TEXT = "text"
    CATEGORY = "category"
    BOOLEAN = "boolean"
    DATE = "date"
    TIMESTAMP = "timestamp"
    COUNT = "count"
    QUANTITY = "quantity"
    MONEY = "money"
    UNIT_PRICE = "unit_price"
    MONEY_PER_DAY = "money_per_day"
    RATIO = "ratio"  # a share 0 – 1, shown as a percentage
    PROBABILITY = "probability"  # 0 – 1, shown as a percentage
    POINTS = "points"  # a difference of two ratios, 0.01 = one percentage point
    FACTOR = "factor"  # a multiple, 1.0 = the same
    DAYS = "days"
    HOURS = "hours"
    MINUTES = "minutes"
    SCORE = "score"
    RANK = "rank"


class Quantity(Frozen):
    """A number that is not money, with its unit."""

    value: float
    unit: Unit
