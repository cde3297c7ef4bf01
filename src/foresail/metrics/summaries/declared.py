"""The summaries, in the order in which a question tries them."""

from foresail.metrics.summaries.declare import Summary

_PLACE = ("region", "channel", "source")
_PRODUCT = ("product_id", "product_name", "category", "family")
_SELLER = ("owner_id", "owner_name", "team_id", "team_name")

SUMMARIES = (
    # Every line of an order has the order's day, channel, seller and region: an order lies in one row.
    Summary(name="sales_days", fact="sales", dated="ordered_on", keys=_PLACE, whole=("order_id",)),
    Summary(
        name="seller_months",
        fact="sales",
        dated="ordered_on",
        keys=(*_PLACE, *_SELLER),
        by_month=True,
        whole=("order_id",),
    ),
    Summary(name="product_months", fact="sales", dated="ordered_on", keys=(*_PLACE, *_PRODUCT), by_month=True),
    # Nearly everybody is new in one place: a row a day and place instead of one for each of them.
    Summary(
        name="newcomer_days",
        fact="sales",
        dated="ordered_on",
        keys=_PLACE,
        distinct="account_id",
        only="new_customers",
    ),
    Summary(
        name="buyer_days",
        fact="sales",
        dated="ordered_on",
        keys=_PLACE,
        distinct="account_id",
        without=("new_customers",),
    ),
    Summary(name="closing_days", fact="opportunities", dated="closed_on", keys=_PLACE),
    Summary(name="closing_months", fact="opportunities", dated="closed_on", keys=(*_PLACE, *_SELLER), by_month=True),
    Summary(name="creation_days", fact="opportunities", dated="created_on", keys=_PLACE),
    Summary(name="payment_days", fact="payments", dated="paid_on", keys=_PLACE),
    Summary(name="payment_months", fact="payments", dated="paid_on", keys=(*_PLACE, *_SELLER), by_month=True),
    Summary(name="invoice_days", fact="invoices", dated="issued_on", keys=_PLACE),
    Summary(name="invoice_months", fact="invoices", dated="issued_on", keys=(*_PLACE, *_SELLER), by_month=True),
)
