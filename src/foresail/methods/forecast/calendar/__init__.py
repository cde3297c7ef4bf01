"""What the calendar knows in advance: holidays, working days, a New Year that moves, promotions, fiscal periods."""

from foresail.methods.forecast.calendar.columns import with_calendar
from foresail.methods.forecast.calendar.events import event_columns
from foresail.methods.forecast.calendar.fiscal import fiscal_month, retail_period, to_retail_periods
from foresail.methods.forecast.calendar.holidays import new_year, working_days

__all__ = [
    "event_columns",
    "fiscal_month",
    "new_year",
    "retail_period",
    "to_retail_periods",
    "with_calendar",
    "working_days",
]
