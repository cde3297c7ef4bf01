"""The summaries, in the order in which a question tries them."""

from foresail.metrics.summaries.declare import Summary

_SELLER = ("owner_id", "owner_name", "team_id", "team_name")
_SALE = ("region", "channel", *_SELLER, "source")

SUMMARIES = (
    # Every line of an order has the order's day, channel, seller and region: an order lies in one row.
    Summary(name="sales_months", fact="sales", dated="ordered_on", keys=_SALE, whole=("order_id",)),
    Summary(name="buyer_months", fact="sales", dated="ordered_on", keys=_SALE, distinct="account_id"),
    Summary(name="payment_months", fact="payments", dated="paid_on", keys=("region", "channel", *_SELLER)),
    Summary(name="invoice_months", fact="invoices", dated="issued_on", keys=("region", "channel", *_SELLER)),
)
