"""Revenue: what was sold, at what margin, and what was paid for it."""

from foresail.contracts.metric import Additivity, Aggregate, Formula, Metric, Ratio, Stock
from foresail.kernel.text import Text
from foresail.kernel.unit import Unit

_STANDS = "NOT cancelled"
_SOLD = "NOT cancelled AND sales_kind = 'sale'"
_RETURNED = "NOT cancelled AND sales_kind = 'return'"


def _sum(column: str, where: str = _STANDS) -> Aggregate:
    return Aggregate(fact="sales", function="sum", column=column, where=where, dated_by="ordered_on")


METRICS = (
    Metric(
        name="gross_revenue",
        title=Text(en="Gross revenue", zh="折前收入"),
        definition=Text(
            en="Order lines before discount, less returns, without tax, of orders that are not cancelled, by "
            "order date.",
            zh="未取消订单的明细折前金额，减去退货，不含税，按下单日期。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        domain="revenue",
        expression=_sum("gross_amount"),
    ),
    Metric(
        name="net_revenue",
        title=Text(en="Net revenue", zh="净收入"),
        definition=Text(
            en="Order lines after discount, less returns, without tax, of orders that are not cancelled, by "
            "order date.",
            zh="未取消订单的明细折后金额，减去退货，不含税，按下单日期。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        domain="revenue",
        expression=_sum("amount"),
    ),
    Metric(
        name="discounts",
        title=Text(en="Discounts", zh="折扣金额"),
        definition=Text(
            en="Gross revenue − net revenue.",
            zh="折前收入 − 净收入。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        good="neutral",
        domain="revenue",
        expression=Formula(expression="gross_revenue - net_revenue"),
    ),
    Metric(
        name="orders",
        title=Text(en="Orders", zh="订单数"),
        definition=Text(
            en="Orders with at least one line of kind sale that are not cancelled, by order date.",
            zh="至少含一条销售明细且未取消的订单数，按下单日期。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.NONE,
        domain="revenue",
        expression=Aggregate(
            fact="sales", function="count_distinct", column="order_id", where=_SOLD, dated_by="ordered_on"
        ),
    ),
    Metric(
        name="units",
        title=Text(en="Units sold", zh="销售数量"),
        definition=Text(
            en="Quantity of sale lines of orders that are not cancelled, by order date.",
            zh="未取消订单中销售明细的数量合计，按下单日期。",
        ),
        unit=Unit.QUANTITY,
        additivity=Additivity.FULL,
        domain="revenue",
        expression=_sum("quantity", _SOLD),
    ),
    Metric(
        name="average_order_value",
        title=Text(en="Average order value", zh="客单价"),
        definition=Text(en="Net revenue ÷ orders.", zh="净收入 ÷ 订单数。"),
        unit=Unit.MONEY,
        additivity=Additivity.NONE,
        domain="revenue",
        expression=Ratio(numerator="net_revenue", denominator="orders"),
    ),
    Metric(
        name="costed_revenue",
        title=Text(en="Net revenue with known cost", zh="已知成本的净收入"),
        definition=Text(
            en="Net revenue of the lines whose cost is known: the denominator of the gross margin.",
            zh="成本已知的明细的净收入，即毛利率的分母。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        domain="revenue",
        expression=_sum("amount", "NOT cancelled AND cost_amount IS NOT NULL"),
    ),
    Metric(
        name="gross_profit",
        title=Text(en="Gross profit", zh="毛利"),
        definition=Text(
            en="Net revenue − cost, over lines whose cost is known.", zh="净收入 − 成本，仅统计成本已知的明细。"
        ),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        domain="revenue",
        expression=_sum("margin_amount", "NOT cancelled AND cost_amount IS NOT NULL"),
    ),
    Metric(
        name="gross_margin",
        title=Text(en="Gross margin", zh="毛利率"),
        definition=Text(
            en="(Net revenue − cost) ÷ net revenue, over lines whose cost is known.",
            zh="（净收入 − 成本）÷ 净收入，仅统计成本已知的明细。",
        ),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        domain="revenue",
        expression=Ratio(numerator="gross_profit", denominator="costed_revenue"),
    ),
    Metric(
        name="discount_rate",
        title=Text(en="Discount rate", zh="折扣率"),
        definition=Text(en="Discount ÷ gross revenue (both less returns).", zh="折扣金额 ÷ 折前收入（均已减退货）。"),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        good="down",
        domain="revenue",
        expression=Ratio(numerator="discounts", denominator="gross_revenue"),
    ),
    Metric(
        name="gross_sales",
        title=Text(en="Gross sales", zh="销售总额（退货前）"),
        definition=Text(
            en="Sale lines before discount and before returns: the denominator of the return rate.",
            zh="销售明细折前金额，未减退货，即退货率的分母。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        domain="revenue",
        expression=_sum("gross_amount", _SOLD),
    ),
    Metric(
        name="returned_amount",
        title=Text(en="Returned value", zh="退货金额"),
        definition=Text(
            en="Return lines before discount, as a positive amount, by order date of the return.",
            zh="退货明细折前金额（取正数），按退货下单日期。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        good="down",
        domain="revenue",
        expression=Formula(expression="gross_sales - gross_revenue"),
    ),
    Metric(
        name="return_rate",
        title=Text(en="Return rate", zh="退货率"),
        definition=Text(en="Returned value ÷ gross sales, both before discount.", zh="退货金额 ÷ 销售总额，均为折前。"),
        unit=Unit.RATIO,
        additivity=Additivity.NONE,
        good="down",
        domain="revenue",
        expression=Ratio(numerator="returned_amount", denominator="gross_sales"),
    ),
    Metric(
        name="returns",
        title=Text(en="Return lines", zh="退货明细数"),
        definition=Text(
            en="Order lines of kind return (or of negative quantity) of orders that are not cancelled.",
            zh="未取消订单中类型为退货（或数量为负）的明细条数。",
        ),
        unit=Unit.COUNT,
        additivity=Additivity.FULL,
        good="down",
        domain="revenue",
        expression=Aggregate(fact="sales", function="count", where=_RETURNED, dated_by="ordered_on"),
    ),
    Metric(
        name="collected_amount",
        title=Text(en="Collected", zh="回款金额"),
        definition=Text(en="Payments received, by day of payment.", zh="收到的回款，按回款日期。"),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        domain="revenue",
        expression=Aggregate(fact="payments", function="sum", column="amount", dated_by="paid_on"),
    ),
    Metric(
        name="invoiced_amount",
        title=Text(en="Invoiced", zh="开票金额"),
        definition=Text(en="Invoices that are not cancelled, by day of issue.", zh="未作废的发票金额，按开票日期。"),
        unit=Unit.MONEY,
        additivity=Additivity.FULL,
        domain="revenue",
        expression=Aggregate(fact="invoices", function="sum", column="amount", dated_by="issued_on"),
    ),
    Metric(
        name="receivable_amount",
        title=Text(en="Receivables", zh="应收余额"),
        definition=Text(
            en="Invoiced and not paid at the end of the period. A payment without an invoice counts for the only "
            "invoice of "
            "its order; an invoice called paid without any payment counts as settled on its due day.",
            zh="期末已开票未收款的余额。未关联发票的回款计入其订单的唯一发票；状态为已付但无回款记录的发票视为到"
            "期日结清。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.DIMENSIONS,
        good="down",
        domain="revenue",
        expression=Stock(fact="receivables", function="sum", column="amount"),
    ),
    Metric(
        name="overdue_amount",
        title=Text(en="Overdue", zh="逾期金额"),
        definition=Text(
            en="What is unpaid at the end of the period of invoices whose due day has passed.",
            zh="期末已过到期日的发票中尚未收到的金额。",
        ),
        unit=Unit.MONEY,
        additivity=Additivity.DIMENSIONS,
        good="down",
        domain="revenue",
        expression=Stock(fact="receivables", function="sum", column="amount", where="due_on < look_on"),
    ),
    Metric(
        name="days_sales_outstanding",
        title=Text(en="Days sales outstanding", zh="应收账款周转天数"),
        definition=Text(
            en="Receivables at the end of the period ÷ invoiced in the period × days of the period (up to the "
            "day of the data).",
            zh="期末应收余额 ÷ 本期开票金额 × 本期天数（截至数据日）。",
        ),
        unit=Unit.DAYS,
        additivity=Additivity.NONE,
        good="down",
        domain="revenue",
        expression=Formula(expression="receivable_amount / invoiced_amount * period_days"),
    ),
)
