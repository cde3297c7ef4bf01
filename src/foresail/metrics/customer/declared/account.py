"""What the account itself says; dimensions that questions know keep their names."""

from foresail.kernel.text import Text
from foresail.kernel.unit import Unit
from foresail.metrics.customer.declare import ACCOUNT, Side, trait

_A, _P = ACCOUNT, "people"
_C, _I = Unit.CATEGORY, Unit.ID

SIDES = (
    Side(name=_A, title=Text(en="Account", zh="客户资料"), table="account"),
    Side(name=_P, title=Text(en="Owner", zh="负责人")),
)

TRAITS = (
    trait(_A, "account", "Account", "客户", _I, "account_id", label="name", personal=True),
    trait(_A, "region", "Region", "区域", _C),
    trait(_A, "country", "Country", "国家", _C),
    trait(_A, "city", "City", "城市", _C),
    trait(_A, "industry", "Industry", "行业", _C),
    trait(_A, "channel", "Channel", "渠道", _C),
    trait(_A, "account_kind", "Account kind", "客户类型", _C, "kind"),
    trait(_A, "account_status", "Account status", "客户状态", _C, "status"),
    trait(_P, "owner", "Owner", "负责人", _I, "owner_id", label="owner_name"),
    trait(_P, "team", "Team", "团队", _I, "team_id", label="team_name"),
    trait(_A, "employees", "Employees", "员工人数", Unit.COUNT, "employee_count"),
    trait(
        _A,
        "annual_revenue",
        "Annual revenue of the customer's company",
        "客户公司年营业额",
        Unit.MONEY,
        "annual_revenue_base",
    ),
    trait(_A, "created_on", "Created on", "创建日期", Unit.DATE),
    trait(_A, "parent_account", "Parent account", "上级客户", _I, "parent_account_id"),
    trait(_A, "source", "Source", "来源系统", _C),
)
