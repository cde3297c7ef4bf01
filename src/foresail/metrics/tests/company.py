"""A small company in canonical tables, seeded: returns, cancelled orders, two currencies and one without a rate, empty
values, reopened deals."""

from __future__ import annotations

import random
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from pathlib import Path
from typing import Any

import polars as pl

from foresail.contracts.access import SHARED, TableRule, rule_of
from foresail.kernel.calendar import Calendar
from foresail.kernel.settings import Settings
from foresail.metrics import build_facts
from foresail.model.declare import LINEAGE, Entity, Owner, Type
from foresail.model.tables import TABLES
from foresail.warehouse.build import BuildSession
from foresail.warehouse.warehouse import Warehouse

CALENDAR = Calendar()
FIRST, AS_OF = date(2024, 1, 1), date(2025, 8, 20)
_DAYS = (AS_OF - FIRST).days
_PARENTS = {"order_line": ("order", "order_id"), "opportunity_line": ("opportunity", "opportunity_id")}
_POLARS = {
    "VARCHAR": pl.String,
    "BOOLEAN": pl.Boolean,
    "BIGINT": pl.Int64,
    "DOUBLE": pl.Float64,
    "DATE": pl.Date,
    "TIMESTAMP": pl.Datetime("us"),
    "DECIMAL(18, 4)": pl.Decimal(18, 4),
    "DECIMAL(18, 6)": pl.Decimal(18, 6),
    "DECIMAL(9, 6)": pl.Decimal(9, 6),
}
SPAN_COLUMNS = {
    "opportunity_id": "VARCHAR",
    "valid_from": "DATE",
    "valid_to": "DATE",
    "stage": "VARCHAR",
    "amount": "DECIMAL(18, 4)",
    "amount_base": "DECIMAL(18, 4)",
    "currency": "VARCHAR",
    "expected_close_on": "DATE",
    "owner_id": "VARCHAR",
    "outcome": "VARCHAR",
    "forecast_category": "VARCHAR",
    "probability": "DECIMAL(9, 6)",
}
EVER = date(9999, 12, 31)


class Company:
    """Rows of canonical tables, made from a seed."""

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
        for n, (stage, chance) in enumerate((("new", "0.1"), ("offer", "0.5"), ("won", "1"), ("lost", "0"))):
            self.put("stage", pipeline="main", stage=stage, position=n, probability=Decimal(chance))
        for i in range(160):
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
            for n, (day, (stage, state)) in enumerate(zip(days, states, strict=True)):
                until = days[n + 1] if n + 1 < len(days) else EVER
                self.spans.append(
                    {
                        "opportunity_id": f"d{i}",
                        "valid_from": day,
                        "valid_to": until,
                        "stage": stage,
                        "amount": amount,
                        "amount_base": self.base(amount, code, day),
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

    def base(self, amount: Decimal | None, code: str | None, day: date | None) -> Decimal | None:
        """The amount in CNY at the newest rate up to the day; EUR has none."""
        if amount is None or code == "CNY":
            return amount
        rates = [r for r in self.rows["fx_rate"] if r["currency"] == code and day is not None and r["on_date"] <= day]
        if not rates:
            return None
        rate = Decimal(str(max(rates, key=lambda r: r["on_date"])["rate"]))
        return (amount * rate).quantize(Decimal("0.01"), rounding=ROUND_HALF_EVEN)

    def frame(self, entity: Entity) -> pl.DataFrame:
        """A canonical table with its derived columns."""
        types = {c.name: c.type.sql for c in (*entity.columns, *LINEAGE)}
        amounts = self._amounts(entity)
        types |= {f"{c.name[:-3]}_on": "DATE" for c in entity.columns if c.type is Type.TIMESTAMP}
        types |= {f"{name}_base": types[name] for name in amounts}
        parent, key = _PARENTS.get(entity.name, ("", ""))
        heads = {r[key]: r for r in self.rows[parent]} if parent else {}
        rows = [
            self._derived(entity, {"source": "erp", **row}, amounts, heads.get(row.get(key), {}) if parent else row)
            for row in self.rows[entity.name]
        ]
        schema = {name: _POLARS[kind] for name, kind in types.items()}
        return pl.DataFrame([{n: row.get(n) for n in schema} for row in rows], schema=schema, orient="row")

    def _amounts(self, entity: Entity) -> list[str]:
        if "currency" in entity.names or entity.name in _PARENTS or entity.name == "account":
            return [c.name for c in entity.columns if c.type in (Type.MONEY, Type.UNIT_PRICE)]
        return []

    def _derived(self, entity: Entity, row: dict[str, Any], amounts: list[str], head: dict[str, Any]) -> dict[str, Any]:
        parent = _PARENTS.get(entity.name, ("", ""))[0]
        dated = TABLES[parent or entity.name].known_at or "starts_on"
        day = head.get(dated)
        local = CALENDAR.local_day(day) if isinstance(day, datetime) else day
        for name in amounts:
            row[f"{name}_base"] = self.base(row.get(name), head.get("currency", "CNY"), local)
        for column in entity.columns:
            if column.type is Type.TIMESTAMP and row.get(column.name) is not None:
                row[f"{column.name[:-3]}_on"] = CALENDAR.local_day(row[column.name])
        return row

    def fill(self, session: BuildSession) -> None:
        """Put the canonical tables and the spans into a build."""
        for entity in TABLES.values():
            frame = self.frame(entity)
            session.frame(entity.name, lambda f=frame: f, recipe="test", inputs=(), rule=rule_of(entity))
        spans = span_frame(self)
        by_opportunity = TableRule(owners=(Owner(column="opportunity_id", through="opportunity"),))
        session.frame("opportunity_span", lambda: spans, recipe="test", inputs=(), rule=by_opportunity)
        session.info.update(as_of=AS_OF.isoformat(), base_currency="CNY", time_zone="Asia/Shanghai")


SCORES = (
    "SELECT opportunity_id, CAST(0.9 AS DOUBLE) AS win_probability FROM opportunity "
    "WHERE opportunity_id IN ('d3', 'd7', 'd8')"
)


def build(root: Path, company: Company, *, scores: bool = True) -> Warehouse:
    """A warehouse with the company's facts."""
    warehouse = Warehouse(root)
    with warehouse.build() as session:
        company.fill(session)
        build_facts(session, Settings())
        if scores:
            session.table("pipeline_win_probability_scores", SCORES, rule=SHARED)
    return warehouse


def span_frame(company: Company) -> pl.DataFrame:
    """The table `opportunity_span`."""
    return pl.DataFrame(company.spans, schema={n: _POLARS[t] for n, t in SPAN_COLUMNS.items()}, orient="row")
