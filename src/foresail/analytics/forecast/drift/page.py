"""The page."""

from foresail.contracts.page import EvidenceBlock, Headline, OutputData, PageSpec, Table
from foresail.contracts.query import Condition, Operator
from foresail.kernel.text import Text

_SERIES = "forecast_drift_series"

PAGE = PageSpec(
    id="forecast.drift",
    title=Text(en="Do the forecasts hold?", zh="预测漂移"),
    question=Text(
        en="Which forecasts have left the band that their errors used to keep, and what is to be done?",
        zh="哪些预测的误差已超出以往范围，该怎么办？",
    ),
    section="forecast",
    order=70,
    icon="alert",
    filters=(),
    scope="forecast:read",
    blocks=(
        Headline(
            sentence=Text(
                en="{alarms} of {series} forecasts have left the band that they used to keep ({false_alarms} would by "
                "mere chance); {steady} hold, the others have too few past errors to tell.",
                zh="{series} 个预测中有 {alarms} 个超出以往范围（偶然情况下约 {false_alarms} 个），{steady} 个稳定；"
                "其余历史误差太少，尚无法判断。",
            ),
            data=OutputData(table="forecast_drift_overview"),
        ),
        Table(
            title=Text(en="Alarms", zh="预警"),
            data=OutputData(
                table=_SERIES,
                where=Condition(field="alarm", operator=Operator.EQ, values=(True,)),
                order_by=("level", "series"),
            ),
            columns=(
                "series",
                "owner_name",
                "state",
                "since",
                "recent_bias",
                "usual_error",
                "distance",
                "action_en",
                "action_zh",
            ),
        ),
        Table(
            title=Text(en="All forecasts", zh="全部预测"),
            data=OutputData(table=_SERIES, order_by=("level", "series"), limit=2000),
            columns=("series", "owner_name", "level", "state", "recent_bias", "usual_error", "distance"),
        ),
        EvidenceBlock(capability="forecast.drift"),
    ),
)
