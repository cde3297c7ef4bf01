-- Every account with what is known of it apart from its purchases, and what it bought: in all, and in its first year by
-- the day. Customers show who is best, accounts without an order are the prospects.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
purchase AS (
  SELECT account_id, ordered_on, net, is_sale, MIN(ordered_on) OVER (PARTITION BY account_id) AS first_on
  FROM feature_purchases
  WHERE is_sale IS NOT NULL
),
bought AS (
  SELECT
    account_id,
    MIN(first_on) AS first_on,
    SUM(is_sale) AS orders,
    SUM(net) AS net,
    SUM(CASE WHEN DATE_DIFF('day', first_on, ordered_on) < 365 THEN net ELSE 0 END) AS net_first_year
  FROM purchase
  GROUP BY account_id
),
listed AS (
  SELECT account_id FROM account
  UNION
  SELECT account_id FROM bought
)
SELECT
  l.account_id,
  a.name AS account_name,
  a.owner_id,
  r.name AS owner_name,
  a.industry,
  a.region,
  a.country,
  a.city,
  a.kind,
  a.channel,
  CAST(a.employee_count AS DOUBLE) AS employees,
  a.annual_revenue_base AS annual_revenue,
  a.created_on,
  b.first_on,
  CAST(COALESCE(b.orders, 0) AS BIGINT) AS orders,
  CAST(b.net AS DECIMAL(18, 4)) AS net,
  CAST(b.net_first_year AS DECIMAL(18, 4)) AS net_first_year,
  CAST(DATE_DIFF('day', b.first_on, m.as_of) AS BIGINT) AS tenure_days,
  m.as_of
FROM listed AS l
CROSS JOIN moment AS m
LEFT JOIN account AS a ON a.account_id = l.account_id
LEFT JOIN bought AS b ON b.account_id = l.account_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
WHERE l.account_id IS NOT NULL
