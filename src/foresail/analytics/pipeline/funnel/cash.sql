-- One row a chain from its beginning to the money: a lead with its deal, or a deal without a lead; orders and payments of
-- the deal up to the day. Days count backwards from the day.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
ending AS (
  SELECT s.opportunity_id, s.outcome, s.amount_base, s.valid_from AS ended_on
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of AND s.valid_to > m.as_of
),
began AS (
  SELECT s.opportunity_id, MIN(s.valid_from) AS began_on, MIN(CASE WHEN s.outcome = 'won' THEN s.valid_from END) AS won_on
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of
  GROUP BY s.opportunity_id
),
ordered_amount AS (
  SELECT order_id, SUM(net_amount_base) AS amount FROM order_line GROUP BY order_id
),
real_order AS (
  SELECT o.order_id, o.opportunity_id, o.ordered_on
  FROM "order" AS o
  CROSS JOIN moment AS m
  WHERE o.opportunity_id IS NOT NULL AND o.ordered_on <= m.as_of
    AND COALESCE(LOWER(o.status), '') NOT IN ('cancelled', 'canceled', '已取消', '取消', '作废')
),
of_deal AS (
  SELECT o.opportunity_id, MIN(o.ordered_on) AS ordered_on, SUM(a.amount) AS amount
  FROM real_order AS o
  LEFT JOIN ordered_amount AS a ON a.order_id = o.order_id
  GROUP BY o.opportunity_id
),
paid_order AS (
  SELECT COALESCE(p.order_id, i.order_id) AS order_id, p.paid_on, p.amount_base
  FROM payment AS p
  CROSS JOIN moment AS m
  LEFT JOIN invoice AS i ON i.invoice_id = p.invoice_id
  WHERE p.paid_on <= m.as_of
),
paid_deal AS (
  SELECT o.opportunity_id, MIN(p.paid_on) AS paid_on, SUM(p.amount_base) AS amount
  FROM real_order AS o
  INNER JOIN paid_order AS p ON p.order_id = o.order_id
  GROUP BY o.opportunity_id
),
led AS (
  SELECT opportunity_id, MIN(lead_id) AS lead_id FROM lead WHERE opportunity_id IS NOT NULL GROUP BY opportunity_id
),
chain AS (
  SELECT 'lead' AS origin, l.lead_id AS chain_id, l.created_on AS began_on, l.opportunity_id
  FROM lead AS l
  UNION ALL
  SELECT 'direct' AS origin, o.opportunity_id AS chain_id, b.began_on, o.opportunity_id
  FROM opportunity AS o
  INNER JOIN began AS b ON b.opportunity_id = o.opportunity_id
  LEFT JOIN led AS l ON l.opportunity_id = o.opportunity_id
  WHERE l.opportunity_id IS NULL
)
SELECT
  c.origin,
  c.chain_id,
  CAST(DATE_DIFF('day', c.began_on, m.as_of) AS INTEGER) AS began_ago,
  CAST(DATE_DIFF('day', b.began_on, m.as_of) AS INTEGER) AS deal_ago,
  CASE WHEN e.outcome = 'won' THEN CAST(DATE_DIFF('day', b.won_on, m.as_of) AS INTEGER) END AS won_ago,
  CAST(DATE_DIFF('day', d.ordered_on, m.as_of) AS INTEGER) AS ordered_ago,
  CAST(DATE_DIFF('day', p.paid_on, m.as_of) AS INTEGER) AS paid_ago,
  e.outcome,
  e.amount_base AS deal_amount,
  d.amount AS ordered_amount,
  p.amount AS paid_amount
FROM chain AS c
CROSS JOIN moment AS m
LEFT JOIN began AS b ON b.opportunity_id = c.opportunity_id
LEFT JOIN ending AS e ON e.opportunity_id = c.opportunity_id
LEFT JOIN of_deal AS d ON d.opportunity_id = b.opportunity_id
LEFT JOIN paid_deal AS p ON p.opportunity_id = b.opportunity_id
WHERE c.began_on <= m.as_of
