"""The quality rules of `payment`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="payment.exceeds_invoice",
        table="payment",
        severity=Severity.ERROR,
        title=Text(en="Invoices paid more than they ask for", zh="回款超过发票金额"),
        why=Text(en="A payment was entered twice, or belongs to another invoice.", zh="回款重复登记，或属于其他发票。"),
        fix=Text(en="Move or remove the payment.", zh="请调整或删除该回款。"),
        sql="exceeds_invoice.sql",
        needs={"payment": ("invoice_id", "amount"), "invoice": ("amount",)},
    ),
    Rule(
        id="payment.before_invoice",
        table="payment",
        severity=Severity.WARNING,
        title=Text(en="Payments before the invoice was issued", zh="回款早于开票"),
        why=Text(en="Payment terms and days outstanding become wrong.", zh="账期和应收天数会失真。"),
        fix=Text(en="Correct one of the two days, or mark an advance.", zh="请修正日期，或标注为预付款。"),
        sql="before_invoice.sql",
        needs={"payment": ("invoice_id", "paid_on"), "invoice": ("issued_on",)},
    ),
    Rule(
        id="payment.unknown_customer",
        table="payment",
        severity=Severity.ERROR,
        title=Text(en="Payments that belong to nothing", zh="回款没有归属"),
        why=Text(
            en="Neither invoice, order nor customer is known: the money cannot be matched.",
            zh="发票、订单和客户都未知，这笔款项无法核销。",
        ),
        fix=Text(en="Enter the invoice or the order.", zh="请补充发票或订单。"),
        sql="unknown_customer.sql",
        needs={"payment": ("amount",)},
    ),
)
