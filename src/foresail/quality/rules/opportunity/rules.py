"""The quality rules of `opportunity`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="opportunity.duplicate_key",
        table="opportunity",
        severity=Severity.BLOCKING,
        title=Text(en="Opportunities with the same key twice", zh="商机主键重复"),
        why=Text(en="Every figure that joins this table would count twice.", zh="任何关联该表的数字都会重复计算。"),
        fix=Text(
            en="Export the table again, or correct the key in the source.", zh="请重新导出该表，或在源系统中修正编号。"
        ),
        sql="duplicate_key.sql",
        needs={"opportunity": ("opportunity_id",)},
    ),
    Rule(
        id="opportunity.no_account",
        table="opportunity",
        severity=Severity.WARNING,
        title=Text(en="Opportunities without an account", zh="商机未关联客户"),
        why=Text(en="These deals are missing from every customer figure.", zh="这些商机不会计入任何客户指标。"),
        fix=Text(en="Link the opportunity to its account in the CRM.", zh="请在 CRM 中为商机关联客户。"),
        sql="no_account.sql",
        needs={"opportunity": ("account_id",)},
    ),
    Rule(
        id="opportunity.unknown_account",
        table="opportunity",
        severity=Severity.ERROR,
        title=Text(en="Opportunities of an account that is not there", zh="商机所属客户不存在"),
        why=Text(
            en="The deal belongs to a customer that no file lists: region, industry and owner are unknown.",
            zh="商机所属客户不在任何文件中：区域、行业和负责人均未知。",
        ),
        fix=Text(en="Load the missing account, or correct the reference.", zh="请载入缺失的客户，或修正引用。"),
        sql="unknown_account.sql",
        needs={"opportunity": ("account_id",), "account": ("account_id",)},
    ),
    Rule(
        id="opportunity.closed_before_created",
        table="opportunity",
        severity=Severity.ERROR,
        title=Text(en="Deals closed before they were created", zh="商机结束早于创建"),
        why=Text(
            en="Sales cycles become negative and every duration is off.", zh="销售周期出现负数，所有时长都会失真。"
        ),
        fix=Text(en="Correct one of the two dates.", zh="请修正两个日期之一。"),
        sql="closed_before_created.sql",
        needs={"opportunity": ("created_at", "closed_at")},
    ),
    Rule(
        id="opportunity.created_in_future",
        table="opportunity",
        severity=Severity.ERROR,
        title=Text(en="Deals created in the future", zh="商机创建日期在未来"),
        why=Text(
            en="A day and a month were probably exchanged; the deal is left out until that day.",
            zh="很可能日和月写反了；到那一天之前该商机不会计入。",
        ),
        fix=Text(en="Correct the creation date.", zh="请修正创建日期。"),
        sql="created_in_future.sql",
        needs={"opportunity": ("created_at",)},
    ),
    Rule(
        id="opportunity.no_amount",
        table="opportunity",
        severity=Severity.WARNING,
        title=Text(en="Open deals without an amount", zh="进行中商机无金额"),
        why=Text(
            en="They count as nothing in the pipeline and in the forecast.", zh="它们在在途金额和预测中按零计算。"
        ),
        fix=Text(en="Enter the expected amount.", zh="请填写预计金额。"),
        sql="no_amount.sql",
        needs={"opportunity": ("amount",)},
    ),
    Rule(
        id="opportunity.no_currency",
        table="opportunity",
        severity=Severity.ERROR,
        title=Text(en="Deals with an amount but no currency", zh="商机有金额但无币种"),
        why=Text(
            en="An amount without a currency cannot be added to anything.", zh="没有币种的金额无法与任何金额相加。"
        ),
        fix=Text(en="Enter the currency.", zh="请填写币种。"),
        sql="no_currency.sql",
        needs={"opportunity": ("amount", "currency")},
    ),
    Rule(
        id="opportunity.not_convertible",
        table="opportunity",
        severity=Severity.BLOCKING,
        title=Text(en="Deal amounts that cannot be converted", zh="商机金额无法换算"),
        why=Text(
            en="Without a currency or a rate these amounts are missing from every total.",
            zh="缺少币种或汇率的金额不会计入任何合计。",
        ),
        fix=Text(
            en="Load exchange rates from before the first deal, or enter the currencies.",
            zh="请载入早于首个商机的汇率，或补全币种。",
        ),
        sql="not_convertible.sql",
        needs={"opportunity": ("amount",)},
        tolerance=0.2,
    ),
    Rule(
        id="opportunity.negative_amount",
        table="opportunity",
        severity=Severity.ERROR,
        title=Text(en="Deals with a negative amount", zh="商机金额为负"),
        why=Text(
            en="A deal cannot be worth less than nothing; it lowers every total.",
            zh="商机金额不应为负，它会拉低所有合计。",
        ),
        fix=Text(en="Correct the amount.", zh="请修正金额。"),
        sql="negative_amount.sql",
        needs={"opportunity": ("amount",)},
    ),
    Rule(
        id="opportunity.amount_outlier",
        table="opportunity",
        severity=Severity.NOTICE,
        title=Text(en="Amounts far away from all others", zh="金额异常"),
        why=Text(
            en="A slip of the decimal point outweighs a hundred true deals.",
            zh="小数点错一位，就会压过上百个真实商机。",
        ),
        fix=Text(en="Check the amount; leave it if it is right.", zh="请核对金额；若无误可保持不变。"),
        sql="amount_outlier.sql",
        needs={"opportunity": ("amount",)},
    ),
)
