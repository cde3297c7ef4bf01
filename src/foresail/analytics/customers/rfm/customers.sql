-- Recency, frequency and monetary value of every customer at three moments: as of the day (k = 0), and one and two
-- look-backs before it (k = 1, 2), with what was bought in the look-back after k = 1 and 2.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
purchase AS (
  SELECT p.account_id, DATE_DIFF('day', p.ordered_on, m.as_of) AS ago, p.net, p.is_sale
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  WHERE p.is_sale IS NOT NULL
),
snapshot AS (
  SELECT 0 AS k
  UNION ALL SELECT 1 AS k
  UNION ALL SELECT 2 AS k
),
seen AS (
  SELECT
    p.account_id,
    s.k,
    p.ago - s.k * :lookback_days AS ago,
    p.net,
    p.is_sale
  FROM purchase AS p
  CROSS JOIN snapshot AS s
),
customer AS (
  SELECT
    account_id,
    k,
    MIN(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS recency_days,
    MAX(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS tenure_days,
    SUM(CASE WHEN ago >= 0 AND ago < :window_days AND is_sale = 1 THEN 1 ELSE 0 END) AS orders,
    SUM(CASE WHEN ago >= 0 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders_ever,
    SUM(CASE WHEN ago >= 0 AND ago < :window_days THEN net ELSE 0 END) AS monetary,
    MAX(CASE WHEN ago < 0 AND ago >= -:lookback_days AND is_sale = 1 THEN 1 ELSE 0 END) AS bought_next,
    SUM(CASE WHEN ago < 0 AND ago >= -:lookback_days THEN net ELSE 0 END) AS net_next
  FROM seen
  GROUP BY account_id, k
)
SELECT
  c.account_id,
  CAST(c.k AS INTEGER) AS k,
  CAST(c.recency_days AS INTEGER) AS recency_days,
  CAST(c.tenure_days AS INTEGER) AS tenure_days,
  CAST(c.orders AS INTEGER) AS orders,
  CAST(c.orders_ever AS INTEGER) AS orders_ever,
  CAST(COALESCE(c.monetary, 0) AS DECIMAL(18, 4)) AS monetary,
  CAST(c.bought_next AS INTEGER) AS bought_next,
  CAST(COALESCE(c.net_next, 0) AS DECIMAL(18, 4)) AS net_next,
  m.as_of
FROM customer AS c
CROSS JOIN moment AS m
WHERE c.recency_days IS NOT NULL
