-- Every customer that bought within the active time, as of the day (k = 0); and of a fixed sample of customers the same
-- on days in the past (k = 1, 2 …, two months apart), with whether they bought in the time that followed. Nothing of a
-- later day enters a row. The sample is even, by a hash of the id.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
daily AS (
  SELECT
    p.account_id,
    DATE_DIFF('day', p.ordered_on, m.as_of) AS ago,
    SUM(p.net) AS net,
    MAX(p.is_sale) AS is_sale,
    MAX(p.has_return) AS has_return,
    MAX(p.by_deal) AS by_deal
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  WHERE p.is_sale IS NOT NULL
  GROUP BY p.account_id, DATE_DIFF('day', p.ordered_on, m.as_of)
),
purchase AS (
  SELECT
    d.*,
    CASE
      WHEN d.is_sale = 1
        THEN LAG(d.ago) OVER (PARTITION BY d.account_id, d.is_sale ORDER BY d.ago DESC) - d.ago
    END AS gap
  FROM daily AS d
),
buyer AS (
  SELECT account_id, MAX(ago) AS tenure
  FROM daily
  WHERE is_sale = 1
  GROUP BY account_id
),
sampled AS (
  SELECT account_id
  FROM buyer
  QUALIFY ROW_NUMBER() OVER (ORDER BY MD5(account_id), account_id) <= :learn_customers
),
look AS (
  SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5
  UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11
  UNION ALL SELECT 12 UNION ALL SELECT 13 UNION ALL SELECT 14
),
snapshot AS (
  SELECT k, CASE WHEN k = 0 THEN 0 ELSE :horizon_days + (k - 1) * 60 END AS back
  FROM look
),
looked_at AS (
  SELECT b.account_id, s.k, s.back
  FROM buyer AS b
  INNER JOIN snapshot AS s ON s.k = 0
  UNION ALL
  SELECT b.account_id, s.k, s.back
  FROM buyer AS b
  INNER JOIN sampled AS c ON c.account_id = b.account_id
  INNER JOIN snapshot AS s ON s.k > 0 AND s.back <= b.tenure
),
seen AS (
  SELECT a.account_id, a.k, a.back, p.ago - a.back AS ago, p.net, p.is_sale, p.has_return, p.by_deal, p.gap
  FROM looked_at AS a
  INNER JOIN purchase AS p ON p.account_id = a.account_id
),
customer AS (
  SELECT
    account_id,
    k,
    back,
    MIN(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS recency,
    MAX(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS tenure,
    SUM(CASE WHEN ago >= 0 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders,
    SUM(CASE WHEN ago >= 0 AND ago < 90 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders_90,
    SUM(CASE WHEN ago >= 0 AND ago < 180 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders_180,
    SUM(CASE WHEN ago >= 0 AND ago < 365 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders_365,
    SUM(CASE WHEN ago >= 365 AND ago < 730 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders_before,
    SUM(CASE WHEN ago >= 0 AND ago < 365 THEN net ELSE 0 END) AS net_365,
    SUM(CASE WHEN ago >= 0 AND ago < 365 AND has_return = 1 THEN 1 ELSE 0 END) AS returns_365,
    MIN(CASE WHEN ago >= 0 AND by_deal = 1 THEN ago END) AS since_deal_order,
    AVG(CASE WHEN ago >= 0 THEN CAST(gap AS DOUBLE) END) AS gap_mean,
    STDDEV_POP(CASE WHEN ago >= 0 THEN CAST(gap AS DOUBLE) END) AS gap_spread,
    MAX(CASE WHEN ago >= 0 THEN gap END) AS gap_longest,
    MAX(CASE WHEN ago < 0 AND ago >= -:horizon_days AND is_sale = 1 THEN 1 ELSE 0 END) AS bought
  FROM seen
  GROUP BY account_id, k, back
),
active AS (
  SELECT c.*, m.as_of
  FROM customer AS c
  CROSS JOIN moment AS m
  WHERE c.recency <= :active_days
),
asked AS (
  SELECT account_id, back
  FROM active
),
subscribed AS (
  SELECT
    c.account_id,
    c.k,
    SUM(
      CASE
        WHEN (n.cancelled_on IS NULL OR DATE_DIFF('day', n.cancelled_on, c.as_of) < c.back)
          AND (n.ends_on IS NULL OR DATE_DIFF('day', n.ends_on, c.as_of) < c.back) THEN 1 ELSE 0
      END
    ) AS contracts,
    SUM(CASE WHEN DATE_DIFF('day', n.cancelled_on, c.as_of) >= c.back THEN 1 ELSE 0 END) AS contracts_cancelled
  FROM active AS c
  INNER JOIN subscription AS n ON n.account_id = c.account_id AND DATE_DIFF('day', n.starts_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.k
)
SELECT
  c.account_id,
  c.as_of,
  CAST(c.k AS INTEGER) AS k,
  CAST(c.back AS INTEGER) AS back,
  CAST(CASE WHEN c.k = 0 THEN NULL ELSE 1 - c.bought END AS INTEGER) AS stopped,
  CAST(c.recency AS INTEGER) AS recency,
  CAST(c.tenure AS INTEGER) AS tenure,
  CAST(c.orders AS INTEGER) AS orders,
  CAST(c.orders_90 AS INTEGER) AS orders_90,
  CAST(c.orders_180 AS INTEGER) AS orders_180,
  CAST(c.orders_365 AS INTEGER) AS orders_365,
  CAST(c.orders_before AS INTEGER) AS orders_before,
  CAST(c.net_365 AS DECIMAL(18, 4)) AS net_365,
  CAST(c.returns_365 AS INTEGER) AS returns_365,
  CAST(c.since_deal_order AS INTEGER) AS since_deal_order,
  c.gap_mean,
  c.gap_spread,
  CAST(c.gap_longest AS INTEGER) AS gap_longest,
  s.tickets_180,
  s.tickets_open,
  s.satisfaction,
  s.since_ticket,
  s.nps,
  s.csat,
  s.since_feedback,
  s.activities_90,
  s.since_activity,
  s.open_deals,
  s.deals_365,
  s.since_deal,
  s.overdue,
  CAST(n.contracts AS INTEGER) AS contracts,
  CAST(n.contracts_cancelled AS INTEGER) AS contracts_cancelled
FROM active AS c
LEFT JOIN feature_signs_of_life AS s ON s.account_id = c.account_id AND s.back = c.back
LEFT JOIN subscribed AS n ON n.account_id = c.account_id AND n.k = c.k
