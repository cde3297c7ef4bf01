"""The quality rules of `account`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="account.duplicate_key",
        table="account",
        severity=Severity.BLOCKING,
        title=Text(en="Accounts with the same key twice", zh="客户主键重复"),
        why=Text(en="Every figure that joins this table would count twice.", zh="任何关联该表的数字都会重复计算。"),
        fix=Text(
            en="Export the table again, or correct the key in the source.", zh="请重新导出该表，或在源系统中修正编号。"
        ),
        sql="duplicate_key.sql",
        needs={"account": ("account_id",)},
    ),
    Rule(
        id="account.same_name",
        table="account",
        severity=Severity.WARNING,
        title=Text(en="Accounts with the same name", zh="客户名称重复"),
        why=Text(
            en="One customer that stands in the list twice splits its revenue, its contacts and its deals.",
            zh="同一客户重复登记会把收入、联系人和商机拆成两份。",
        ),
        fix=Text(
            en="Merge the records in the CRM, or tell them apart by name.", zh="请在 CRM 中合并，或用名称加以区分。"
        ),
        sql="same_name.sql",
        needs={"account": ("name",)},
    ),
    Rule(
        id="account.same_tax_id",
        table="account",
        severity=Severity.ERROR,
        title=Text(en="Accounts with the same tax code", zh="客户税号重复"),
        why=Text(
            en="A tax code belongs to one company: these records are one customer or one code is wrong.",
            zh="税号只属于一家公司：这些记录要么是同一客户，要么税号有误。",
        ),
        fix=Text(en="Merge the records or correct the code.", zh="请合并记录或修正税号。"),
        sql="same_tax_id.sql",
        needs={"account": ("tax_id",)},
    ),
    Rule(
        id="account.no_owner",
        table="account",
        severity=Severity.NOTICE,
        title=Text(en="Accounts without an owner", zh="客户无负责人"),
        why=Text(
            en="Nobody is responsible, and no representative sees the account.", zh="无人负责，销售代表也看不到该客户。"
        ),
        fix=Text(en="Assign an owner in the CRM.", zh="请在 CRM 中指定负责人。"),
        sql="no_owner.sql",
        needs={"account": ("owner_id",)},
    ),
)
