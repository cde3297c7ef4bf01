-- What became of customers by how they began: those whose first purchase is at least `early_days` ago, the share that
-- bought again within that time, and what they spent in it.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
purchase AS (
  SELECT
    p.account_id,
    p.channel,
    p.ordered_on,
    m.as_of,
    p.net,
    p.is_sale,
    p.product_id,
    MIN(CASE WHEN p.is_sale = 1 THEN p.ordered_on END) OVER (PARTITION BY p.account_id) AS first_on
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  WHERE p.is_sale IS NOT NULL
),
customer AS (
  SELECT
    account_id,
    MAX(CASE WHEN is_sale = 1 AND ordered_on > first_on AND DATE_DIFF('day', first_on, ordered_on) <= :early_days
      THEN 1 ELSE 0 END) AS again,
    SUM(CASE WHEN ordered_on >= first_on AND DATE_DIFF('day', first_on, ordered_on) <= :early_days THEN net ELSE 0 END)
      AS net_early,
    MIN(CASE WHEN is_sale = 1 AND ordered_on = first_on THEN channel END) AS channel,
    MIN(CASE WHEN is_sale = 1 AND ordered_on = first_on THEN product_id END) AS product_id
  FROM purchase
  WHERE DATE_DIFF('day', first_on, as_of) >= :early_days
  GROUP BY account_id
),
began AS (
  SELECT 'channel' AS dimension, c.channel AS start, c.again, c.net_early FROM customer AS c
  UNION ALL
  SELECT 'region' AS dimension, a.region AS start, c.again, c.net_early
  FROM customer AS c
  INNER JOIN account AS a ON a.account_id = c.account_id
  UNION ALL
  SELECT 'industry' AS dimension, a.industry AS start, c.again, c.net_early
  FROM customer AS c
  INNER JOIN account AS a ON a.account_id = c.account_id
  UNION ALL
  SELECT 'category' AS dimension, p.category AS start, c.again, c.net_early
  FROM customer AS c
  INNER JOIN product AS p ON p.product_id = c.product_id
)
SELECT
  b.dimension,
  b.start,
  CAST(COUNT(*) AS INTEGER) AS customers,
  CAST(SUM(b.again) AS INTEGER) AS again,
  CAST(COALESCE(SUM(b.net_early), 0) AS DECIMAL(18, 4)) AS net_early
FROM began AS b
WHERE b.start IS NOT NULL
GROUP BY b.dimension, b.start
