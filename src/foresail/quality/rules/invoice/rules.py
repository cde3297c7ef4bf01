"""The quality rules of `invoice`."""

from foresail.contracts.rule import Rule, Severity
from foresail.kernel.text import Text

RULES = (
    Rule(
        id="invoice.overdue",
        table="invoice",
        severity=Severity.WARNING,
        title=Text(en="Invoices unpaid 90 days after they were due", zh="发票逾期 90 天未付"),
        why=Text(en="The older an invoice, the less of it is ever paid.", zh="发票逾期越久，收回的可能越小。"),
        fix=Text(en="Remind the customer, or record the payment.", zh="请催收或登记回款。"),
        sql="overdue.sql",
        needs={"invoice": ("due_on", "amount"), "payment": ("invoice_id",)},
    ),
    Rule(
        id="invoice.due_before_issued",
        table="invoice",
        severity=Severity.ERROR,
        title=Text(en="Invoices due before they were issued", zh="发票到期早于开具"),
        why=Text(en="They count as overdue from the first day.", zh="它们从第一天起就被算作逾期。"),
        fix=Text(en="Correct one of the two days.", zh="请修正两个日期之一。"),
        sql="due_before_issued.sql",
        needs={"invoice": ("issued_on", "due_on")},
    ),
)
