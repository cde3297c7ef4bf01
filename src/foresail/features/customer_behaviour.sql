-- How every customer buys and is looked after, as of the day: one row a customer that has bought. Orders within the
-- window count for frequency, value, range, discount and returns. One pass over the lines.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
line AS (
  SELECT
    order_id,
    product_id,
    CASE WHEN LOWER(kind) = 'return' OR quantity < 0 THEN 1 ELSE 0 END AS is_return,
    ABS(
      COALESCE(
        net_amount_base,
        CAST(ABS(quantity) * unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(discount_amount_base, 0))
      )
    ) AS net,
    ABS(COALESCE(discount_amount_base, 0)) AS discount
  FROM order_line
),
order_seen AS (
  SELECT p.order_id, p.account_id, DATE_DIFF('day', p.ordered_on, m.as_of) AS ago
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
),
bought AS (
  SELECT
    s.account_id,
    MIN(CASE WHEN l.is_return = 0 THEN s.ago END) AS recency_days,
    MAX(CASE WHEN l.is_return = 0 THEN s.ago END) AS tenure_days,
    COUNT(DISTINCT CASE WHEN l.is_return = 0 AND s.ago < :window_days THEN s.order_id END) AS orders,
    COUNT(DISTINCT CASE WHEN l.is_return = 0 THEN s.order_id END) AS orders_ever,
    COUNT(DISTINCT CASE WHEN l.is_return = 0 AND s.ago < :window_days THEN l.product_id END) AS products,
    SUM(CASE WHEN s.ago < :window_days THEN CASE WHEN l.is_return = 1 THEN -l.net ELSE l.net END ELSE 0 END) AS monetary,
    SUM(CASE WHEN s.ago < :window_days AND l.is_return = 0 THEN l.net ELSE 0 END) AS sold,
    SUM(CASE WHEN s.ago < :window_days AND l.is_return = 1 THEN l.net ELSE 0 END) AS returned,
    SUM(CASE WHEN s.ago < :window_days AND l.is_return = 0 THEN l.discount ELSE 0 END) AS discount
  FROM order_seen AS s
  INNER JOIN line AS l ON l.order_id = s.order_id
  GROUP BY s.account_id
),
contacted AS (
  SELECT v.account_id, COUNT(*) AS contacts
  FROM activity AS v
  CROSS JOIN moment AS m
  WHERE v.occurred_on <= m.as_of AND DATE_DIFF('day', v.occurred_on, m.as_of) < :window_days
  GROUP BY v.account_id
),
served AS (
  SELECT t.account_id, COUNT(*) AS tickets
  FROM ticket AS t
  CROSS JOIN moment AS m
  WHERE t.opened_on <= m.as_of AND DATE_DIFF('day', t.opened_on, m.as_of) < :window_days
  GROUP BY t.account_id
)
SELECT
  b.account_id,
  m.as_of,
  CAST(b.recency_days AS INTEGER) AS recency_days,
  CAST(b.tenure_days AS INTEGER) AS tenure_days,
  CAST(b.orders AS INTEGER) AS orders,
  CAST(b.orders_ever AS INTEGER) AS orders_ever,
  CAST(b.products AS INTEGER) AS products,
  CAST(COALESCE(b.monetary, 0) AS DECIMAL(18, 4)) AS monetary,
  CAST(b.discount AS DOUBLE) / NULLIF(CAST(b.sold + b.discount AS DOUBLE), 0) AS discount_rate,
  CAST(b.returned AS DOUBLE) / NULLIF(CAST(b.sold AS DOUBLE), 0) AS return_share,
  CAST(COALESCE(c.contacts, 0) AS INTEGER) AS contacts,
  CAST(COALESCE(s.tickets, 0) AS INTEGER) AS tickets,
  a.name AS account_name,
  a.owner_id,
  r.name AS owner_name,
  a.region,
  a.industry,
  a.channel,
  CAST(a.employee_count AS INTEGER) AS employee_count,
  CAST(a.annual_revenue_base AS DECIMAL(18, 4)) AS annual_revenue
FROM bought AS b
CROSS JOIN moment AS m
LEFT JOIN contacted AS c ON c.account_id = b.account_id
LEFT JOIN served AS s ON s.account_id = b.account_id
LEFT JOIN account AS a ON a.account_id = b.account_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
WHERE b.recency_days IS NOT NULL
