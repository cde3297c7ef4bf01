"""Order documents and the cash that follows: canonical order, order line, invoice, payment, subscription."""

from __future__ import annotations

import numpy as np
import polars as pl

from foresail.demo.clock import DAY, MISSING, Floats, Ints, Texts, Timeline
from foresail.demo.frames import codes, money, ragged, text, unit_price, words
from foresail.demo.world.catalog import SERVICE, Catalog, dollars
from foresail.demo.world.customers import ABROAD, Accounts
from foresail.demo.world.marketing import CHANNELS
from foresail.demo.world.people import REGIONS, People
from foresail.demo.world.purchases import Life, Orders
from foresail.kernel.ports import rng as stream

TERMS = (30, 45, 60)
SPLIT_ABOVE = 20_000_000
"""Orders above this many cents are invoiced 30% ahead and 70% later."""


def order_code(orders: Orders) -> Texts:
    """Codes of all orders."""
    return codes("SO", np.arange(1, len(orders.minute) + 1), 7)


def currency(accounts: Accounts, account: Ints) -> Texts:
    """What each account pays in."""
    return words(("CNY", "USD"), (accounts.region[account] == ABROAD).astype(np.int64))


def order_frames(
    time: Timeline, people: People, catalog: Catalog, accounts: Accounts, orders: Orders, deal_code: Texts
) -> dict[str, pl.DataFrame]:
    """The canonical tables order and order_line."""
    code, day = order_code(orders), orders.minute // DAY
    status = np.where(orders.cancelled, 2, np.where(time.days - day < 10, 1, 0))
    order = pl.DataFrame(
        {
            "order_id": text(code),
            "account_id": text(accounts.code[orders.account]),
            "opportunity_id": text(words(deal_code.tolist(), orders.deal)),
            "owner_id": text(people.code[people.owner_at(accounts.owner[orders.account], day)]),
            "channel": text(words(CHANNELS, orders.channel)),
            "campaign_id": text(words(codes("MK", np.arange(1, 200), 3).tolist(), orders.campaign)),
            "region": text(words(REGIONS, accounts.region[orders.account])),
            "ordered_at": time.at(orders.minute),
            "currency": text(currency(accounts, orders.account)),
            "status": text(words(("已完成", "待发货", "已取消"), status)),
        }
    )
    first = np.flatnonzero(np.diff(orders.line_order, prepend=-1))
    sizes = np.diff(np.append(first, len(orders.line_order)))
    _, position = ragged(sizes)
    promotion = words(codes("PR", np.arange(1, 200), 3).tolist(), orders.line_promotion)
    line = pl.DataFrame(
        {
            "order_id": text(code[orders.line_order]),
            "line_no": position + 1,
            "kind": text(words(("sale", "return"), orders.returned[orders.line_order].astype(np.int64))),
            "product_id": text(catalog.code[orders.line_product]),
            "quantity": orders.line_quantity,
            "unit_price": unit_price(orders.line_price),
            "discount_amount": money(orders.line_discount),
            "net_amount": money(orders.line_net),
            "cost_amount": money(orders.line_cost),
            "promotion_id": text(promotion),
        }
    )
    return {"order": order, "order_line": line}


def invoice_frames(
    time: Timeline, seed: int, accounts: Accounts, orders: Orders, contract: Texts
) -> dict[str, pl.DataFrame]:
    """The canonical tables invoice and payment; `contract` is each deal's, payments after the last day aren't known."""
    rng = stream(seed, "cash")
    net = orders.net
    billed = np.flatnonzero(~orders.cancelled & ~orders.returned & (net > 0))
    big = net[billed] > SPLIT_ABOVE
    parent, part = ragged(1 + big.astype(np.int64))
    order = billed[parent]
    ahead = np.round(net[order] * 0.3).astype(np.int64)
    amount = np.where(big[parent], np.where(part == 0, ahead, net[order] - ahead), net[order])
    issued = orders.minute[order] // DAY + rng.integers(2, 11, len(order)) + 45 * part
    known = issued < time.days
    order, amount, issued = order[known], amount[known], issued[known]
    account = orders.account[order]
    due = issued + np.array(TERMS)[account % len(TERMS)]
    paid, share = _payments(rng, accounts.slow[account], issued, due)
    cents = np.stack([np.where(share == 1.0, amount, amount // 2), np.where(share == 1.0, 0, amount - amount // 2)])
    settled = np.where((paid > MISSING) & (paid < time.days), cents, 0)
    got = settled.sum(axis=0)
    code = codes("FP", np.arange(1, len(order) + 1), 7)
    invoice = pl.DataFrame(
        {
            "invoice_id": text(code),
            "order_id": text(order_code(orders)[order]),
            "contract_id": text(words(contract.tolist(), orders.deal[order])),
            "account_id": text(accounts.code[account]),
            "issued_on": time.on(issued),
            "due_on": time.on(due),
            "amount": money(amount),
            "currency": text(currency(accounts, account)),
            "status": text(words(("未回款", "部分回款", "已结清"), (got > 0).astype(np.int64) + (got == amount))),
        }
    )
    which, row = np.nonzero(settled)
    by = np.lexsort((which, row, paid[which, row]))
    which, row = which[by], row[by]
    payment = pl.DataFrame(
        {
            "payment_id": text(codes("HK", np.arange(1, len(row) + 1), 7)),
            "invoice_id": text(code[row]),
            "order_id": text(order_code(orders)[order[row]]),
            "account_id": text(accounts.code[account[row]]),
            "paid_on": time.on(paid[which, row]),
            "amount": money(settled[which, row]),
            "currency": text(currency(accounts, account[row])),
        }
    )
    return {"invoice": invoice, "payment": payment}


def _payments(rng: np.random.Generator, slow: Ints, issued: Ints, due: Ints) -> tuple[Ints, Floats]:
    """Days of the one or two payments of each invoice, and the share of the first; three in a hundred never pay."""
    count = len(issued)
    delay = slow + np.round(rng.normal(0, 7, count)).astype(np.int64) + np.where(rng.random(count) < 0.05, 45, 0)
    first = np.maximum(due + delay, issued + 1)
    never, two = rng.random(count) < 0.025, rng.random(count) < 0.08
    paid = np.stack([first, first + rng.integers(10, 40, count)])
    return np.where(never, MISSING, paid), np.where(two, 0.5, 1.0)


def subscriptions(time: Timeline, seed: int, catalog: Catalog, accounts: Accounts, life: Life) -> pl.DataFrame:
    """Yearly or monthly services of customers, renewed until they are cancelled or the customer leaves."""
    rng = stream(seed, "subscriptions")
    customer = np.flatnonzero((life.start > MISSING) & (rng.random(len(life.start)) < 0.35))
    starts = np.maximum(life.start[customer], time.start - 300) + rng.integers(10, 400, len(customer))
    customer, starts = customer[starts < time.days], starts[starts < time.days]
    leaves = np.minimum(life.end[customer], starts + rng.exponential(1500, len(customer)).astype(np.int64) + 30)
    yearly = rng.random(len(customer)) < 0.6
    service = np.flatnonzero(catalog.family == SERVICE)
    product = service[rng.integers(0, len(service), len(customer))]
    cancelled = leaves < time.days
    length = np.where(yearly, 365, 30)
    periods = -(-(np.minimum(leaves, time.days) - starts) // length)
    price = catalog.price[product, np.maximum(starts, 0)]
    price = np.where(yearly, price, price // 10)
    abroad = accounts.region[customer] == ABROAD
    return pl.DataFrame(
        {
            "subscription_id": text(codes("DY", np.arange(1, len(customer) + 1), 5)),
            "account_id": text(accounts.code[customer]),
            "product_id": text(catalog.code[product]),
            "starts_on": time.on(starts),
            "ends_on": time.on(starts + np.maximum(periods, 1) * length),
            "amount": money(np.where(abroad, dollars(price), price)),
            "currency": text(currency(accounts, customer)),
            "period": text(words(("month", "year"), yearly.astype(np.int64))),
            "cancelled_on": time.on(np.where(cancelled, leaves, MISSING)),
        }
    )
