-- How every customer buys and is looked after, as of the day: one row a customer that has bought. Orders within the
-- window count for frequency, value, range, discount and returns.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
purchase AS (
  SELECT p.order_id, p.account_id, DATE_DIFF('day', p.ordered_on, m.as_of) AS ago, p.net, p.sold, p.is_sale
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  WHERE p.is_sale IS NOT NULL
),
bought AS (
  SELECT
    account_id,
    MIN(CASE WHEN is_sale = 1 THEN ago END) AS recency_days,
    MAX(CASE WHEN is_sale = 1 THEN ago END) AS tenure_days,
    SUM(CASE WHEN ago < :window_days THEN is_sale ELSE 0 END) AS orders,
    SUM(is_sale) AS orders_ever,
    SUM(CASE WHEN ago < :window_days THEN net ELSE 0 END) AS monetary,
    SUM(CASE WHEN ago < :window_days THEN sold ELSE 0 END) AS sold,
    SUM(CASE WHEN ago < :window_days THEN COALESCE(sold, 0) - net ELSE 0 END) AS returned
  FROM purchase
  GROUP BY account_id
),
chosen AS (
  SELECT
    p.account_id,
    COUNT(DISTINCT l.product_id) AS products,
    SUM(ABS(COALESCE(l.discount_amount_base, 0))) AS discount
  FROM purchase AS p
  INNER JOIN order_line AS l ON l.order_id = p.order_id
  WHERE p.ago < :window_days AND NOT (COALESCE(LOWER(l.kind), 'sale') = 'return' OR COALESCE(l.quantity, 0) < 0)
  GROUP BY p.account_id
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
  CAST(COALESCE(h.products, 0) AS INTEGER) AS products,
  CAST(COALESCE(b.monetary, 0) AS DECIMAL(18, 4)) AS monetary,
  CAST(COALESCE(h.discount, 0) AS DOUBLE) / NULLIF(CAST(b.sold + COALESCE(h.discount, 0) AS DOUBLE), 0) AS discount_rate,
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
LEFT JOIN chosen AS h ON h.account_id = b.account_id
LEFT JOIN contacted AS c ON c.account_id = b.account_id
LEFT JOIN served AS s ON s.account_id = b.account_id
LEFT JOIN account AS a ON a.account_id = b.account_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
WHERE b.recency_days IS NOT NULL
