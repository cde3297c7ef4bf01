-- Customers and those that may become one: words, and whether an offer may be made at all.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
buyer AS (
  SELECT o.account_id, COUNT(*) AS orders
  FROM "order" AS o
  CROSS JOIN moment AS m
  WHERE o.account_id IS NOT NULL AND o.ordered_on <= m.as_of
  GROUP BY o.account_id
),
listed AS (
  SELECT a.account_id, COALESCE(b.orders, 0) AS orders
  FROM account AS a
  LEFT JOIN buyer AS b ON b.account_id = a.account_id
  UNION ALL
  SELECT b.account_id, b.orders
  FROM buyer AS b
  WHERE NOT EXISTS (SELECT 1 FROM account AS a WHERE a.account_id = b.account_id)
),
few AS (
  SELECT account_id, orders
  FROM listed
  QUALIFY ROW_NUMBER() OVER (ORDER BY orders DESC, MD5(account_id), account_id) <= 2 * :most_customers
)
SELECT
  f.account_id,
  CAST(f.orders AS BIGINT) AS orders,
  a.name AS account_name,
  a.owner_id,
  r.name AS owner_name,
  a.region,
  a.industry,
  a.kind,
  a.channel,
  m.as_of
FROM few AS f
CROSS JOIN moment AS m
LEFT JOIN account AS a ON a.account_id = f.account_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
