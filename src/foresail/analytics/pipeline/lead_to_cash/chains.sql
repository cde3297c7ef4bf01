-- One row a chain from its beginning to the money: a lead with its deal, a deal without a lead, an order without a deal;
-- what became of it up to the day. Days count backwards from the day.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
course AS (
  SELECT
    s.opportunity_id,
    MIN(s.valid_from) AS began_on,
    MIN(CASE WHEN s.outcome = 'won' THEN s.valid_from END) AS won_on,
    MAX(CASE WHEN s.valid_to > m.as_of THEN s.outcome END) AS outcome,
    MAX(CASE WHEN s.valid_to > m.as_of THEN s.amount_base END) AS amount
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of
  GROUP BY s.opportunity_id
),
last_quote AS (
  SELECT q.opportunity_id, q.issued_on, q.amount_base
  FROM quote AS q
  CROSS JOIN moment AS m
  WHERE q.opportunity_id IS NOT NULL AND q.issued_on <= m.as_of
  QUALIFY ROW_NUMBER() OVER (PARTITION BY q.opportunity_id ORDER BY q.issued_on DESC, q.quote_id DESC) = 1
),
first_quote AS (
  SELECT q.opportunity_id, MIN(q.issued_on) AS quoted_on
  FROM quote AS q
  CROSS JOIN moment AS m
  WHERE q.issued_on <= m.as_of
  GROUP BY q.opportunity_id
),
signed AS (
  SELECT c.opportunity_id, MIN(c.signed_on) AS signed_on, SUM(c.amount_base) AS amount
  FROM contract AS c
  CROSS JOIN moment AS m
  WHERE c.opportunity_id IS NOT NULL AND c.signed_on <= m.as_of
  GROUP BY c.opportunity_id
),
net AS (
  SELECT order_id, SUM(net_amount_base) AS amount FROM order_line GROUP BY order_id
),
real_order AS (
  SELECT
    o.order_id,
    o.opportunity_id,
    o.ordered_on,
    n.amount,
    CASE
      WHEN o.status IS NULL THEN NULL
      WHEN LOWER(o.status) IN ('completed', 'delivered', 'shipped', 'fulfilled', 'done', '已完成', '完成', '已发货', '已交付', '已签收')
        THEN 1 ELSE 0
    END AS delivered
  FROM "order" AS o
  CROSS JOIN moment AS m
  LEFT JOIN net AS n ON n.order_id = o.order_id
  WHERE o.ordered_on <= m.as_of
    AND COALESCE(LOWER(o.status), '') NOT IN ('cancelled', 'canceled', '已取消', '取消', '作废')
),
billed AS (
  SELECT i.order_id, MIN(i.issued_on) AS billed_on, SUM(i.amount_base) AS amount
  FROM invoice AS i
  CROSS JOIN moment AS m
  WHERE i.order_id IS NOT NULL AND i.issued_on <= m.as_of
  GROUP BY i.order_id
),
received AS (
  SELECT COALESCE(p.order_id, i.order_id) AS order_id, MIN(p.paid_on) AS paid_on, SUM(p.amount_base) AS amount
  FROM payment AS p
  CROSS JOIN moment AS m
  LEFT JOIN invoice AS i ON i.invoice_id = p.invoice_id
  WHERE p.paid_on <= m.as_of
  GROUP BY COALESCE(p.order_id, i.order_id)
),
settled AS (
  SELECT
    CASE WHEN o.opportunity_id IS NULL THEN o.order_id ELSE o.opportunity_id END AS chain_id,
    MAX(o.opportunity_id) AS opportunity_id,
    MIN(o.ordered_on) AS ordered_on,
    SUM(o.amount) AS ordered_amount,
    MAX(o.delivered) AS delivered,
    SUM(CASE WHEN o.delivered = 1 THEN o.amount END) AS delivered_amount,
    MIN(b.billed_on) AS billed_on,
    SUM(b.amount) AS billed_amount,
    MIN(r.paid_on) AS paid_on,
    SUM(r.amount) AS paid_amount
  FROM real_order AS o
  LEFT JOIN billed AS b ON b.order_id = o.order_id
  LEFT JOIN received AS r ON r.order_id = o.order_id
  GROUP BY CASE WHEN o.opportunity_id IS NULL THEN o.order_id ELSE o.opportunity_id END
),
led AS (
  SELECT opportunity_id, MIN(lead_id) AS lead_id FROM lead WHERE opportunity_id IS NOT NULL GROUP BY opportunity_id
),
chain AS (
  SELECT 'lead' AS origin, l.lead_id AS chain_id, l.created_on AS began_on, l.opportunity_id
  FROM lead AS l
  UNION ALL
  SELECT 'deal' AS origin, c.opportunity_id AS chain_id, c.began_on, c.opportunity_id
  FROM course AS c
  LEFT JOIN led AS l ON l.opportunity_id = c.opportunity_id
  WHERE l.opportunity_id IS NULL
  UNION ALL
  SELECT 'order' AS origin, s.chain_id, s.ordered_on AS began_on, CAST(NULL AS VARCHAR) AS opportunity_id
  FROM settled AS s
  WHERE s.opportunity_id IS NULL AND s.ordered_amount > 0
)
SELECT
  k.origin,
  k.chain_id,
  m.as_of,
  c.outcome,
  CAST(DATE_DIFF('day', k.began_on, m.as_of) AS INTEGER) AS began_ago,
  CAST(DATE_DIFF('day', c.began_on, m.as_of) AS INTEGER) AS deal_ago,
  CAST(DATE_DIFF('day', f.quoted_on, m.as_of) AS INTEGER) AS quote_ago,
  CASE WHEN c.outcome = 'won' THEN CAST(DATE_DIFF('day', c.won_on, m.as_of) AS INTEGER) END AS won_ago,
  CAST(DATE_DIFF('day', g.signed_on, m.as_of) AS INTEGER) AS contract_ago,
  CAST(DATE_DIFF('day', s.ordered_on, m.as_of) AS INTEGER) AS order_ago,
  s.delivered,
  CAST(DATE_DIFF('day', s.billed_on, m.as_of) AS INTEGER) AS invoice_ago,
  CAST(DATE_DIFF('day', s.paid_on, m.as_of) AS INTEGER) AS payment_ago,
  c.amount AS deal_amount,
  q.amount_base AS quote_amount,
  g.amount AS contract_amount,
  s.ordered_amount AS order_amount,
  s.delivered_amount AS delivery_amount,
  s.billed_amount AS invoice_amount,
  s.paid_amount AS payment_amount
FROM chain AS k
CROSS JOIN moment AS m
LEFT JOIN course AS c ON c.opportunity_id = k.opportunity_id
LEFT JOIN first_quote AS f ON f.opportunity_id = c.opportunity_id
LEFT JOIN last_quote AS q ON q.opportunity_id = c.opportunity_id
LEFT JOIN signed AS g ON g.opportunity_id = c.opportunity_id
LEFT JOIN settled AS s ON s.chain_id = CASE WHEN k.origin = 'order' THEN k.chain_id ELSE c.opportunity_id END
WHERE k.began_on <= m.as_of
