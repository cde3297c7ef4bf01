# ruff: noqa: E501, S608 - SQL by hand, with no value of anybody's in it
"""The metrics once more, as plain SQL over the canonical tables, written by hand from the definitions. Shares no code with
the facts or the compiler. `{w}` takes conditions on a view, `$a` and `$b` are the first and last day, both inclusive."""

from __future__ import annotations

WHO = """
CREATE VIEW who AS
SELECT r.representative_id AS rid, r.team_id AS rteam, CASE WHEN r.region IS NULL THEN t.region ELSE r.region END AS rregion
FROM representative r LEFT JOIN team t USING (team_id)
"""
LINES = """
CREATE VIEW lines AS
SELECT * EXCLUDE (n, g, c), CASE WHEN back THEN -abs(n) ELSE n END AS net, CASE WHEN back THEN -abs(g) ELSE g END AS gross,
  CASE WHEN back THEN -abs(c) ELSE c END AS cost
FROM (
  SELECT *, CASE WHEN back THEN abs(n) + abs(coalesce(disc, 0)) ELSE n + coalesce(disc, 0) END AS g
  FROM (
    SELECT l.order_id, o.account_id, coalesce(o.owner_id, a.owner_id) AS owner, p.category, o.channel, a.country, o.currency,
      coalesce(o.region, a.region, (SELECT rregion FROM who WHERE rid = coalesce(o.owner_id, a.owner_id))) AS region,
      o.ordered_on AS d, o.ordered_at, l.quantity, l.kind = 'return' OR l.quantity < 0 AS back,
      coalesce(l.net_amount_base, abs(l.quantity) * l.unit_price_base - coalesce(l.discount_amount_base, 0)) AS n,
      l.cost_amount_base AS c, l.discount_amount_base AS disc
    FROM order_line l JOIN "order" o USING (order_id) LEFT JOIN account a ON a.account_id = o.account_id
    LEFT JOIN product p ON p.product_id = l.product_id
    WHERE coalesce(o.status, '') NOT IN ('已取消', 'Cancelled')
  )
)
"""
FIRST = """
CREATE VIEW first_buy AS
SELECT account_id, min(d) AS d1, arg_min(coalesce(channel, ''), (ordered_at, order_id)) AS ch
FROM lines WHERE NOT back AND account_id IS NOT NULL GROUP BY 1
"""
DEALS = """
CREATE VIEW deals AS
SELECT o.* EXCLUDE (channel), coalesce(a.region, (SELECT rregion FROM who WHERE rid = o.owner_id)) AS region,
  o.owner_id AS owner, a.country, coalesce(o.channel, a.channel) AS channel
FROM opportunity o LEFT JOIN account a ON a.account_id = o.account_id
"""
STATES = """
CREATE VIEW states AS
SELECT s.*, coalesce(a.region, (SELECT rregion FROM who WHERE rid = s.owner_id)) AS region, s.owner_id AS owner, a.country,
  coalesce(o.channel, a.channel) AS channel, coalesce(s.probability, g.probability, (
    SELECT avg((c.outcome = 'won')::INT) FROM opportunity c WHERE c.outcome <> 'open' AND EXISTS (FROM opportunity_span e
    WHERE e.opportunity_id = c.opportunity_id AND e.outcome = 'open' AND e.stage = s.stage))) AS p0
FROM opportunity_span s JOIN opportunity o USING (opportunity_id) LEFT JOIN account a ON a.account_id = o.account_id
LEFT JOIN stage g ON g.pipeline = o.pipeline AND g.stage = s.stage
"""
LEADS = """
CREATE VIEW ld AS
SELECT l.* EXCLUDE (region), coalesce(l.region, (SELECT rregion FROM who WHERE rid = l.owner_id)) AS region, l.owner_id AS owner,
  (SELECT min(v.occurred_at) FROM activity v WHERE v.lead_id = l.lead_id AND v.occurred_at >= l.created_at) AS answer
FROM lead l
"""
BILLS = """
CREATE VIEW bills AS
SELECT i.*, coalesce(o.owner_id, a.owner_id) AS owner, o.channel AS channel, a.country,
  coalesce(o.region, a.region, (SELECT rregion FROM who WHERE rid = coalesce(o.owner_id, a.owner_id))) AS region,
  (SELECT count(*) FROM invoice j WHERE j.order_id = i.order_id AND coalesce(j.status, '') <> '作废') = 1 AS only_one
FROM invoice i LEFT JOIN "order" o USING (order_id) LEFT JOIN account a ON a.account_id = i.account_id
WHERE coalesce(i.status, '') <> '作废'
"""
PAID = """
CREATE VIEW paid AS
SELECT p.*, coalesce(o.owner_id, a.owner_id) AS owner, o.channel AS channel, a.country,
  coalesce(o.region, a.region, (SELECT rregion FROM who WHERE rid = coalesce(o.owner_id, a.owner_id))) AS region
FROM payment p LEFT JOIN "order" o ON o.order_id = p.order_id LEFT JOIN account a ON a.account_id = p.account_id
"""
OWED = """
CREATE MACRO owed(day) AS TABLE
SELECT b.*, b.amount - got AS rest,
  CASE WHEN got = 0 THEN b.amount_base ELSE round((b.amount - got)::DOUBLE * b.amount_base::DOUBLE / b.amount::DOUBLE, 4)::DECIMAL(18, 4) END AS rest_base
FROM (
  SELECT b.*, coalesce((
      SELECT sum(CASE WHEN p.currency = b.currency THEN p.amount
        ELSE round(p.amount_base::DOUBLE * b.amount::DOUBLE / b.amount_base::DOUBLE, 4)::DECIMAL(18, 4) END)
      FROM payment p
      WHERE (p.invoice_id = b.invoice_id OR (p.invoice_id IS NULL AND p.order_id = b.order_id AND b.only_one))
        AND greatest(p.paid_on, b.issued_on) <= day), 0)
    + CASE WHEN b.status = 'paid' AND b.due_on <= day AND NOT EXISTS (
        FROM payment p WHERE p.invoice_id = b.invoice_id OR (p.invoice_id IS NULL AND p.order_id = b.order_id AND b.only_one))
      THEN b.amount ELSE 0 END AS got
  FROM bills b WHERE b.issued_on <= day AND b.amount > 0
) b WHERE b.amount > got
"""
SERVED = """
CREATE VIEW served AS
SELECT k.*, a.country, a.owner_id AS owner, coalesce(a.region, (SELECT rregion FROM who WHERE rid = a.owner_id)) AS region
FROM ticket k LEFT JOIN account a USING (account_id)
"""
SAID = """
CREATE VIEW said AS
SELECT f.*, a.country, a.owner_id AS owner, coalesce(a.region, (SELECT rregion FROM who WHERE rid = a.owner_id)) AS region
FROM feedback f LEFT JOIN account a USING (account_id)
"""
DONE = """
CREATE VIEW done AS
SELECT v.*, a.country, v.owner_id AS owner, coalesce(a.region, (SELECT rregion FROM who WHERE rid = v.owner_id)) AS region
FROM activity v LEFT JOIN opportunity o USING (opportunity_id)
LEFT JOIN account a ON a.account_id = coalesce(v.account_id, o.account_id)
"""
TOUCHED = """
CREATE VIEW touched AS
SELECT t.*, a.country, coalesce(a.owner_id, l.owner_id) AS owner,
  coalesce(a.region, l.region, (SELECT rregion FROM who WHERE rid = coalesce(a.owner_id, l.owner_id))) AS region
FROM touch t LEFT JOIN account a ON a.account_id = t.account_id LEFT JOIN lead l ON l.lead_id = t.lead_id
"""
LOST = """
CREATE VIEW lost AS
SELECT b.*, a.country, a.owner_id AS owner, coalesce(a.region, (SELECT rregion FROM who WHERE rid = a.owner_id)) AS region
FROM (
  SELECT x.account_id, x.d, x.d + 1 + CASE WHEN n = 1 THEN 90 ELSE greatest(90, (3 * (x.d - d1)) // (n - 1)) END::INT AS gone,
    (SELECT min(y.d) FROM lines y WHERE NOT y.back AND y.account_id = x.account_id AND y.d > x.d) AS again
  FROM (
    SELECT z.account_id, z.d, (SELECT min(d) FROM lines q WHERE NOT q.back AND q.account_id = z.account_id) AS d1,
      (SELECT count(DISTINCT d) FROM lines q WHERE NOT q.back AND q.account_id = z.account_id AND q.d <= z.d) AS n
    FROM (SELECT DISTINCT account_id, d FROM lines WHERE NOT back AND account_id IS NOT NULL) z
  ) x
) b LEFT JOIN account a USING (account_id) WHERE again IS NULL OR again >= gone
"""
VIEWS = (WHO, LINES, FIRST, DEALS, STATES, LEADS, BILLS, PAID, OWED, SERVED, SAID, DONE, TOUCHED, LOST)

_L = "FROM lines WHERE d BETWEEN $a AND $b AND {w}"
_C = "FROM deals WHERE closed_on BETWEEN $a AND $b AND {w}"
_N = "FROM deals WHERE created_on BETWEEN $a AND $b AND {w}"
_LD = "FROM ld WHERE created_on BETWEEN $a AND $b AND {w}"
_END = "least($b, $asof)"
_O = f"FROM states WHERE valid_from <= {_END} AND {_END} < valid_to AND outcome = 'open' AND {{w}}"
_OWED = f"FROM owed({_END}) WHERE {{w}}"
_ACT = "FROM done WHERE occurred_on BETWEEN $a AND $b AND {w}"
_TK = "FROM served WHERE opened_on BETWEEN $a AND $b AND {w}"
_FB = "FROM said WHERE given_on BETWEEN $a AND $b AND kind = 'nps' AND score IS NOT NULL AND {w}"
_SP = "FROM spend WHERE spent_on BETWEEN $a AND $b AND {w}"
_ACQ = "FROM lines JOIN first_buy USING (account_id) WHERE d BETWEEN $a AND $b AND ch IN (SELECT channel FROM spend) AND {w}"
_PIPE = f"(SELECT sum(amount_base) {_C} AND outcome = 'won')"
_TARGET = """(SELECT sum(value * (1 + datediff('day', greatest(starts_on, $a), least(e, $b))) / (1 + datediff('day', starts_on, e)))
  FROM (SELECT *, (starts_on + INTERVAL {n} MONTH)::DATE - 1 AS e FROM target WHERE metric = '{m}' AND grain = '{g}')
  WHERE starts_on <= $b AND e >= $a)"""
_REVENUE_TARGET = _TARGET.format(n=1, m="销售额", g="month")
_WON_TARGET = _TARGET.format(n=3, m="won_amount", g="quarter")
_EXPECTED = f"SELECT sum(amount_base) {_O} AND expected_close_on BETWEEN $a AND $b"
_MARGIN = "sum(net - cost) FILTER (WHERE cost IS NOT NULL)"

ORACLE: dict[str, str] = {
    "gross_revenue": f"SELECT coalesce(sum(gross), 0) {_L}",
    "net_revenue": f"SELECT coalesce(sum(net), 0) {_L}",
    "discounts": f"SELECT coalesce(sum(gross), 0) - coalesce(sum(net), 0) {_L}",
    "orders": f"SELECT count(DISTINCT order_id) {_L} AND NOT back",
    "units": f"SELECT coalesce(sum(quantity), 0) {_L} AND NOT back",
    "average_order_value": f"SELECT sum(net)::DOUBLE / count(DISTINCT order_id) FILTER (WHERE NOT back) {_L}",
    "costed_revenue": f"SELECT coalesce(sum(net) FILTER (WHERE cost IS NOT NULL), 0) {_L}",
    "gross_profit": f"SELECT coalesce({_MARGIN}, 0) {_L}",
    "gross_margin": f"SELECT {_MARGIN}::DOUBLE / sum(net) FILTER (WHERE cost IS NOT NULL)::DOUBLE {_L}",
    "discount_rate": f"SELECT (sum(gross) - sum(net))::DOUBLE / sum(gross)::DOUBLE {_L}",
    "gross_sales": f"SELECT coalesce(sum(gross) FILTER (WHERE NOT back), 0) {_L}",
    "returned_amount": f"SELECT coalesce(-sum(gross) FILTER (WHERE back), 0) {_L}",
    "return_rate": f"SELECT coalesce(-sum(gross) FILTER (WHERE back), 0)::DOUBLE / sum(gross) FILTER (WHERE NOT back)::DOUBLE {_L}",
    "returns": f"SELECT count(*) {_L} AND back",
    "collected_amount": "SELECT coalesce(sum(amount_base), 0) FROM paid WHERE paid_on BETWEEN $a AND least($b, $asof) AND {w}",
    "invoiced_amount": "SELECT coalesce(sum(amount_base), 0) FROM bills WHERE issued_on BETWEEN $a AND least($b, $asof) AND {w}",
    "receivable_amount": f"SELECT coalesce(sum(rest_base), 0) {_OWED}",
    "overdue_amount": f"SELECT coalesce(sum(rest_base), 0) {_OWED} AND due_on < {_END}",
    "days_sales_outstanding": f"SELECT (SELECT sum(rest_base)::DOUBLE {_OWED}) / (SELECT nullif(sum(amount_base), 0)::DOUBLE "
    f"FROM bills WHERE issued_on BETWEEN $a AND {_END} AND {{w}}) * (datediff('day', $a, {_END}) + 1)",
    "active_customers": f"SELECT count(DISTINCT account_id) {_L} AND NOT back",
    "new_customers": "SELECT count(DISTINCT account_id) FROM lines JOIN first_buy USING (account_id) WHERE d = d1 "
    "AND d BETWEEN $a AND $b AND NOT back AND {w}",
    "repeat_customers": "SELECT count(DISTINCT account_id) FROM lines JOIN first_buy USING (account_id) WHERE d > d1 "
    "AND d BETWEEN $a AND $b AND NOT back AND {w}",
    "repeat_rate": "SELECT count(DISTINCT account_id) FILTER (WHERE d > d1) / nullif(count(DISTINCT account_id), 0)::DOUBLE FROM "
    "lines JOIN first_buy USING (account_id) WHERE d BETWEEN $a AND $b AND NOT back AND {w}",
    "retention_rate": "SELECT avg((account_id IN (SELECT account_id FROM lines WHERE NOT back AND account_id IS NOT NULL AND d "
    "BETWEEN $a AND $b AND {w}))::INT) FROM (SELECT DISTINCT account_id FROM lines WHERE NOT back AND account_id IS NOT NULL "
    "AND d BETWEEN $pa AND $pb AND {w})",
    "churned_customers": "SELECT count(DISTINCT account_id) FROM lost WHERE gone BETWEEN $a AND least($b, $asof) AND {w}",
    "revenue_per_customer": f"SELECT sum(net)::DOUBLE / count(DISTINCT account_id) FILTER (WHERE NOT back) {_L}",
    "won_count": f"SELECT count(*) {_C} AND outcome = 'won'",
    "lost_count": f"SELECT count(*) {_C} AND outcome = 'lost'",
    "won_amount": f"SELECT coalesce(sum(amount_base), 0) {_C} AND outcome = 'won'",
    "lost_amount": f"SELECT coalesce(sum(amount_base), 0) {_C} AND outcome = 'lost'",
    "created_count": f"SELECT count(*) {_N}",
    "created_amount": f"SELECT coalesce(sum(amount_base), 0) {_N}",
    "win_rate": f"SELECT avg((outcome = 'won')::INT) {_C} AND outcome IN ('won', 'lost')",
    "win_rate_by_value": f"SELECT coalesce(sum(amount_base) FILTER (WHERE outcome = 'won'), 0)::DOUBLE / sum(amount_base)::DOUBLE {_C} "
    "AND outcome IN ('won', 'lost')",
    "open_count": f"SELECT count(*) {_O}",
    "open_amount": f"SELECT coalesce(sum(amount_base), 0) {_O}",
    "weighted_amount": f"SELECT coalesce(sum(round(amount_base::DECIMAL(18, 4) * p0::DECIMAL(9, 6), 4)), 0) {_O}",
    "slipped_amount": "SELECT coalesce(sum(amount_base), 0) FROM states s WHERE valid_from <= $a - 1 AND $a - 1 < valid_to AND "
    "outcome = 'open' AND expected_close_on BETWEEN $a AND $b AND {w} AND EXISTS (FROM opportunity_span e WHERE e.opportunity_id "
    f"= s.opportunity_id AND e.outcome = 'open' AND e.valid_from <= {_END} AND {_END} < e.valid_to)",
    "sales_cycle_days": f"SELECT median(closed_on - created_on) {_C} AND outcome = 'won'",
    "valued_wins": f"SELECT count(amount_base) {_C} AND outcome = 'won'",
    "average_deal": f"SELECT avg(amount_base::DOUBLE) {_C} AND outcome = 'won'",
    "sales_velocity": f"SELECT (SELECT count(*) {_O}) * avg((outcome = 'won')::INT) * avg(amount_base::DOUBLE) FILTER (WHERE outcome = "
    f"'won') / nullif(median(closed_on - created_on) FILTER (WHERE outcome = 'won'), 0) {_C} AND outcome IN ('won', 'lost')",
    "expected_amount": f"SELECT coalesce(({_EXPECTED}), 0)",
    "coverage": f"SELECT coalesce(({_EXPECTED})::DOUBLE, 0) / CASE WHEN {_WON_TARGET} > coalesce({_PIPE}, 0) THEN "
    f"{_WON_TARGET}::DOUBLE - coalesce({_PIPE}, 0)::DOUBLE END",
    "leads": f"SELECT count(*) {_LD}",
    "converted_leads": f"SELECT count(converted_at) {_LD}",
    "ripe_leads": f"SELECT count(*) {_LD} AND created_on <= $asof - 90",
    "ripe_converted_leads": f"SELECT count(converted_at) {_LD} AND created_on <= $asof - 90",
    "young_leads": f"SELECT count(*) {_LD} AND created_on > $asof - 90 AND converted_at IS NULL",
    "lead_conversion_rate": f"SELECT avg((converted_at IS NOT NULL)::INT) {_LD} AND created_on <= $asof - 90",
    "response_hours": f"SELECT median((epoch(answer) - epoch(created_at)) / 3600) {_LD} AND answer IS NOT NULL",
    "spend": f"SELECT coalesce(sum(amount_base), 0) {_SP}",
    "attributed_customers": f"SELECT count(DISTINCT account_id) {_ACQ} AND NOT back AND d = d1",
    "attributed_margin": f"SELECT coalesce({_MARGIN}, 0) {_ACQ}",
    "cac": f"SELECT (SELECT coalesce(sum(amount_base), 0)::DOUBLE {_SP}) / nullif(count(DISTINCT account_id), 0) {_ACQ} AND NOT back "
    "AND d = d1",
    "roi": f"SELECT (coalesce({_MARGIN}, 0)::DOUBLE - (SELECT sum(amount_base)::DOUBLE {_SP})) / (SELECT sum(amount_base)::DOUBLE {_SP}) "
    f"{_ACQ}",
    "touches": "SELECT count(*) FROM touched WHERE occurred_on BETWEEN $a AND $b AND {w}",
    "activities": f"SELECT count(*) {_ACT}",
    "owned_activities": f"SELECT count(owner_id) {_ACT}",
    "active_representatives": f"SELECT count(DISTINCT owner_id) {_ACT}",
    "activities_per_rep": f"SELECT count(owner_id) / nullif(count(DISTINCT owner_id), 0)::DOUBLE {_ACT}",
    "revenue_target": f"SELECT {_REVENUE_TARGET}",
    "won_target": f"SELECT {_WON_TARGET}",
    "collection_target": "SELECT NULL",
    "attainment": f"SELECT CASE WHEN {_REVENUE_TARGET} IS NULL THEN {_PIPE}::DOUBLE / {_WON_TARGET} ELSE coalesce(sum(net), 0)::DOUBLE / "
    f"{_REVENUE_TARGET} END {_L}",
    "tickets": f"SELECT count(*) {_TK}",
    "open_tickets": f"SELECT count(*) FROM served WHERE opened_on <= {_END} AND (closed_on IS NULL OR closed_on > {_END}) AND {{w}}",
    "resolution_hours": "SELECT median((epoch(closed_at) - epoch(opened_at)) / 3600) FROM served WHERE closed_on BETWEEN $a AND "
    "least($b, $asof) AND {w}",
    "satisfaction": f"SELECT avg(satisfaction) {_TK}",
    "nps_answers": f"SELECT count(*) {_FB}",
    "promoters": f"SELECT count(*) {_FB} AND score >= 9",
    "detractors": f"SELECT count(*) {_FB} AND score <= 6",
    "nps": f"SELECT (count(*) FILTER (WHERE score >= 9) - count(*) FILTER (WHERE score <= 6)) / nullif(count(*), 0)::DOUBLE {_FB}",
}
