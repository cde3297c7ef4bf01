"""The rows of a small company: returns, cancelled orders, currencies, empty values, reopened deals."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from foresail.model.tables import TABLES

FIRST, AS_OF = date(2024, 1, 1), date(2025, 8, 20)
EVER = date(9999, 12, 31)
_DAYS = (AS_OF - FIRST).days


class World:
    """Rows of canonical tables, made from a seed; amounts in the base currency are left to `Company`."""

    def __init__(self, seed: int) -> None:
        self.rng = random.Random(seed)  # noqa: S311 - test data
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in TABLES}
        self.spans: list[dict[str, Any]] = []
        self._people()
        self._customers()
        self._orders()
        self._deals()
        self._marketing()
        self._service()

    def pick(self, *options: Any) -> Any:
        return self.rng.choice(options)

    def day(self) -> date:
        return FIRST + timedelta(days=self.rng.randint(0, _DAYS))

    def moment(self, day: date | None = None) -> datetime:
        return datetime.combine(day or self.day(), datetime.min.time()) + timedelta(minutes=self.rng.randint(0, 959))

    def money(self, low: int, high: int) -> Decimal:
        return Decimal(self.rng.randint(low * 100, high * 100)) / 100

    def put(self, table: str, **values: Any) -> dict[str, Any]:
        self.rows[table].append(values)
        return values

    def _people(self) -> None:
        for i in range(3):
            self.put("team", team_id=f"t{i}", name=f"团队{i}", region=self.pick("华东", "华南"))
        for i in range(8):
            team = None if i == 7 else f"t{i % 3}"
            self.put(
                "representative",
                representative_id=f"r{i}",
                name=f"销售{i}",
                team_id=team,
                region=self.pick("华东", "华北", None),
            )
        self._targets()

    def _targets(self) -> None:
        for month in range(1, 9):
            for i in range(8):
                self.put(
                    "target",
                    metric="销售额",
                    starts_on=date(2025, month, 1),
                    grain="month",
                    scope="representative",
                    scope_id=f"r{i}",
                    value=self.money(1000, 4000),
                    currency="CNY",
                )
        for quarter in (1, 4, 7):
            self.put(
                "target",
                metric="won_amount",
                starts_on=date(2025, quarter, 1),
                grain="quarter",
                scope="company",
                scope_id=None,
                value=Decimal(9000000),
                currency="CNY",
            )
        self.put(
            "target",
            metric="won_amount",
            starts_on=date(2025, 1, 1),
            grain="year",
            scope="company",
            scope_id="",
            value=Decimal(1),
            currency="CNY",
        )  # gives way to the quarters
        for month in range(1, 19):
            day = date(2024 + (month > 12), (month - 1) % 12 + 1, 1)
            self.put("fx_rate", on_date=day, currency="USD", rate=7.0 + month / 100)

    def _customers(self) -> None:
        for i in range(60):
            self.put(
                "account",
                account_id=f"a{i}",
                name=f"客户{i}",
                kind=self.pick("company", "person"),
                industry=self.pick("零售", "制造", None),
                region=self.pick("华东", "华南", "华北", None),
                country=self.pick("中国", "United Kingdom"),
                owner_id=self.pick(*(f"r{n}" for n in range(8)), None),
                channel=self.pick("web", "partner", None),
                created_at=self.moment(date(2023, 12, 1)),
                extra='{"grade": "' + self.pick("A", "B") + '"}',
            )
        for i in range(10):
            self.put(
                "product",
                product_id=f"p{i}",
                name=f"产品{i}",
                category=self.pick("X", "Y"),
                family=self.pick("F", None),
            )
        for i in range(4):
            self.put("campaign", campaign_id=f"c{i}", name=f"活动{i}", channel=self.pick("web", "ads"))

    def _orders(self) -> None:
        for i in range(420):
            placed, account = self.moment(), self.rng.randint(0, 59)
            code = self.pick("CNY", "CNY", "CNY", "USD", "EUR" if i % 40 == 0 else "CNY")
            self.put(
                "order",
                order_id=f"o{i}",
                account_id=None if i % 50 == 0 else f"a{account}",
                owner_id=self.pick(None, *(f"r{n}" for n in range(8))),
                channel=self.pick("web", "ads", "partner", None),
                campaign_id=self.pick(None, "c0", "c1"),
                region=self.pick(None, "华东", "华南"),
                ordered_at=placed,
                currency=code,
                status=self.pick("done", "open", None, "已取消", "Cancelled", "done"),
            )
            for line in range(1, self.rng.randint(1, 4) + 1):
                self._line(i, line)
            if self.rng.random() < 0.7:
                self._invoice(i, placed, f"a{account}", code)

    def _line(self, order: int, line: int) -> None:
        kind = self.pick("sale", "sale", "sale", "sale", "return")
        quantity, price = Decimal(self.rng.randint(1, 9)), self.money(5, 300)
        discount = self.pick(None, self.money(0, 4))
        net = quantity * price - (discount or 0)
        sign = -1 if kind == "return" and self.rng.random() < 0.5 else 1
        named = (
            kind if sign > 0 or self.rng.random() < 0.5 else "sale"
        )  # a negative quantity is a return, however it is called
        self.put(
            "order_line",
            order_id=f"o{order}",
            line_no=line,
            kind=named,
            product_id=f"p{self.rng.randint(0, 10)}",
            quantity=sign * quantity,
            unit_price=price,
            discount_amount=discount,
            net_amount=self.pick(None, sign * net, sign * net, sign * net),
            promotion_id=self.pick(None, "m1"),
            cost_amount=self.pick(None, sign * (net * Decimal("0.6")).quantize(Decimal("0.01"))),
        )

    def _invoice(self, order: int, placed: datetime, account: str, code: str) -> None:
        issued = placed.date() + timedelta(days=self.rng.randint(0, 10))
        amount = self.money(100, 2000)
        self.put(
            "invoice",
            invoice_id=f"i{order}",
            order_id=f"o{order}",
            account_id=account,
            issued_on=issued,
            due_on=issued + timedelta(days=30),
            amount=amount,
            currency=code,
            status=self.pick("open", "open", "paid", "作废", None),
        )
        for part in range(self.rng.randint(0, 2)):
            self.put(
                "payment",
                payment_id=f"y{order}-{part}",
                invoice_id=self.pick(None, f"i{order}"),
                order_id=f"o{order}",
                account_id=account,
                paid_on=issued + timedelta(days=self.rng.randint(1, 80)),
                amount=(amount / 2).quantize(Decimal("0.01")),
                currency=self.pick(code, code, "CNY"),
            )

    def _deals(self) -> None:
        for n, (stage, chance) in enumerate((("new", None), ("offer", "0.5"), ("won", "1"), ("lost", "0"))):
            self.put("stage", pipeline="main", stage=stage, position=n, probability=chance and Decimal(chance))
        for i in range(160):
            self._deal(i)

    def _deal(self, i: int) -> None:
        created = self.day()
        code, amount = (
            self.pick("CNY", "CNY", "USD"),
            self.pick(None, self.money(500, 90000), self.money(500, 90000)),
        )
        expected = created + timedelta(days=self.rng.randint(10, 120))
        days = sorted({created, *(self.day() for _ in range(self.rng.randint(0, 3)))})
        days = [d for d in days if d >= created]
        outcome = self.pick("won", "lost", "open", "won")
        ends = {"won": "won", "lost": "lost", "open": "offer"}
        states = [("new", "open")] * (len(days) - 1) + [(ends[outcome], outcome)]
        if len(days) > 2 and self.rng.random() < 0.4:
            states[0] = ("lost", "lost")  # closed, and reopened later
        account, owner = self.pick(None, *(f"a{n}" for n in range(60))), self.pick(*(f"r{n}" for n in range(8)))
        self.put(
            "opportunity",
            opportunity_id=f"d{i}",
            name=f"商机{i}",
            account_id=account,
            owner_id=owner,
            pipeline="main",
            stage=states[-1][0],
            amount=amount,
            currency=code,
            created_at=self.moment(created),
            expected_close_on=expected,
            probability=None,
            outcome=outcome,
            channel=self.pick("web", None),
            closed_at=None if outcome == "open" else self.moment(days[-1]),
            lost_reason=self.pick("price", "other") if outcome == "lost" else None,
            product_id=self.pick("p1", "p2", None),
            competitor=self.pick(None, "X"),
            forecast_category=self.pick("commit", "best"),
            extra='{"tier": ' + str(i % 3) + "}",
        )
        self._spans(i, days, states, expected)

    def _spans(self, i: int, days: list[date], states: list[tuple[str, str]], expected: date) -> None:
        deal = self.rows["opportunity"][-1]
        amount, code, owner = deal["amount"], deal["currency"], deal["owner_id"]
        for n, (day, (stage, state)) in enumerate(zip(days, states, strict=True)):
            until = days[n + 1] if n + 1 < len(days) else EVER
            self.spans.append(
                {
                    "opportunity_id": f"d{i}",
                    "valid_from": day,
                    "valid_to": until,
                    "stage": stage,
                    "amount": amount,
                    "amount_base": None,
                    "currency": code,
                    "expected_close_on": expected + timedelta(days=5 * n),
                    "owner_id": owner if n else self.pick("r1", owner),
                    "outcome": state,
                    "forecast_category": None,
                    "probability": self.pick(None, Decimal("0.25"), Decimal("0.4")),
                }
            )

    def _marketing(self) -> None:
        for i in range(150):
            created = self.moment()
            converted = created + timedelta(days=self.rng.randint(1, 60)) if self.rng.random() < 0.3 else None
            self.put(
                "lead",
                lead_id=f"l{i}",
                name=f"线索{i}",
                channel=self.pick("web", "ads", None),
                campaign_id=self.pick("c0", None),
                status=self.pick("new", "lost"),
                owner_id=self.pick("r1", "r2", None),
                industry="零售",
                region=self.pick("华东", None),
                created_at=created,
                converted_at=converted,
                account_id=f"a{self.rng.randint(0, 59)}" if converted else None,
            )
        self._activities()
        self._spend()

    def _activities(self) -> None:
        for i in range(300):
            self.put(
                "activity",
                activity_id=f"v{i}",
                kind=self.pick("call", "visit", "email"),
                occurred_at=self.moment(),
                owner_id=self.pick("r1", "r2", "r3", None),
                account_id=self.pick(None, "a1", "a2"),
                lead_id=self.pick(None, *(f"l{n}" for n in range(150))),
                opportunity_id=self.pick(None, "d1", "d2"),
                minutes=float(self.rng.randint(5, 60)),
            )

    def _spend(self) -> None:
        for n in range(120):
            self.put(
                "spend",
                spent_on=self.day(),
                channel=self.pick("web", "ads"),
                campaign_id=self.pick("c0", None),
                region=self.pick("华东", "华南"),
                detail=f"k{n}",
                amount=self.money(1, 500),
                currency=self.pick("CNY", "USD"),
            )
        for i in range(80):
            self.put(
                "touch",
                touch_id=f"h{i}",
                occurred_at=self.moment(),
                channel=self.pick("web", "ads"),
                kind="click",
                account_id=self.pick(None, "a1"),
                lead_id=self.pick(None, "l1"),
            )

    def _service(self) -> None:
        for i in range(70):
            opened = self.moment()
            closed = opened + timedelta(hours=self.rng.randint(1, 200)) if self.rng.random() < 0.8 else None
            self.put(
                "ticket",
                ticket_id=f"k{i}",
                account_id=self.pick(None, "a1", "a2", "a3"),
                opened_at=opened,
                closed_at=closed,
                severity=self.pick("high", "low"),
                satisfaction=self.pick(None, 3.0, 4.0, 5.0),
            )
            self.put(
                "feedback",
                feedback_id=f"f{i}",
                account_id=self.pick("a1", "a2"),
                given_at=self.moment(),
                kind=self.pick("nps", "csat"),
                score=self.pick(None, float(self.rng.randint(0, 10))),
                text="好",
            )
