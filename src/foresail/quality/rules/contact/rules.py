"""The quality rules of `contact`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="contact.same_email",
        table="contact",
        severity=Severity.WARNING,
        title=Text(en="Contacts with the same e-mail", zh="联系人邮箱重复"),
        why=Text(
            en="The same person is written to twice, and answers are counted for one of two.",
            zh="同一人会被重复联系，回应只算在其中一条上。",
        ),
        fix=Text(en="Merge the contacts in the CRM.", zh="请在 CRM 中合并联系人。"),
        sql="same_email.sql",
        needs={"contact": ("email",)},
    ),
    Rule(
        id="contact.bad_email",
        table="contact",
        severity=Severity.WARNING,
        title=Text(en="E-mail addresses that cannot be", zh="邮箱格式有误"),
        why=Text(
            en="Mail does not arrive, and touches cannot be matched to the person.",
            zh="邮件无法送达，触点也无法对应到人。",
        ),
        fix=Text(en="Correct the address.", zh="请修正邮箱地址。"),
        sql="bad_email.sql",
        needs={"contact": ("email",)},
    ),
    Rule(
        id="contact.unknown_account",
        table="contact",
        severity=Severity.ERROR,
        title=Text(en="Contacts of an account that is not there", zh="联系人所属客户不存在"),
        why=Text(
            en="The contact shows on no account and its activities are lost to the customer.",
            zh="联系人不会显示在任何客户下，其跟进也与客户脱节。",
        ),
        fix=Text(en="Load the missing account, or correct the reference.", zh="请载入缺失的客户，或修正引用。"),
        sql="unknown_account.sql",
        needs={"contact": ("account_id",), "account": ("account_id",)},
    ),
)
