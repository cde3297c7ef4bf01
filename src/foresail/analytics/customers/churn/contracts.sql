-- Every contract in force as of the day (k = 0), and all that were in force on days in the past (k = 1, 2 …, two months
-- apart), with whether they were cancelled or ran out in the time that followed. The end that a contract shows today
-- is only used to tell that it had not ended; as a feature it would tell that it was renewed later.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
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
contract_end AS (
  SELECT
    s.subscription_id,
    s.account_id,
    s.product_id,
    s.period,
    s.amount_base AS amount,
    DATE_DIFF('day', s.starts_on, m.as_of) AS begun,
    DATE_DIFF('day', s.cancelled_on, m.as_of) AS cancelled,
    DATE_DIFF('day', s.ends_on, m.as_of) AS ends,
    m.as_of
  FROM subscription AS s
  CROSS JOIN moment AS m
  WHERE s.account_id IS NOT NULL AND s.starts_on <= m.as_of
),
term AS (
  SELECT
    c.*,
    CASE
      WHEN c.cancelled IS NOT NULL AND (c.ends IS NULL OR c.cancelled >= c.ends) THEN c.cancelled
      WHEN c.ends >= 0 THEN c.ends
    END AS over
  FROM contract_end AS c
),
follow AS (
  SELECT DISTINCT t.subscription_id
  FROM term AS t
  INNER JOIN term AS n ON n.account_id = t.account_id
    AND n.subscription_id <> t.subscription_id
    AND COALESCE(n.product_id, '') = COALESCE(t.product_id, '')
    AND n.begun <= t.over + 30 AND n.begun >= t.over - 60
  WHERE t.cancelled IS NULL
),
live AS (
  SELECT
    t.*,
    s.k,
    s.back,
    CASE WHEN t.over IS NOT NULL AND t.over >= s.back - :horizon_days AND f.subscription_id IS NULL THEN 1 ELSE 0 END
      AS ended
  FROM term AS t
  INNER JOIN snapshot AS s ON t.begun >= s.back AND (t.over IS NULL OR t.over < s.back)
  LEFT JOIN follow AS f ON f.subscription_id = t.subscription_id
),
served AS (
  SELECT c.subscription_id, c.k, COUNT(*) AS tickets_180, AVG(CAST(t.satisfaction AS DOUBLE)) AS satisfaction
  FROM live AS c
  INNER JOIN ticket AS t ON t.account_id = c.account_id
    AND DATE_DIFF('day', t.opened_on, c.as_of) >= c.back
    AND DATE_DIFF('day', t.opened_on, c.as_of) < c.back + 180
    AND DATE_DIFF('day', t.closed_on, c.as_of) >= c.back
  GROUP BY c.subscription_id, c.k
),
heard AS (
  SELECT c.subscription_id, c.k, AVG(CAST(f.score AS DOUBLE)) AS nps
  FROM live AS c
  INNER JOIN feedback AS f ON f.account_id = c.account_id AND DATE_DIFF('day', f.given_on, c.as_of) >= c.back
  WHERE LOWER(f.kind) = 'nps'
  GROUP BY c.subscription_id, c.k
),
bought AS (
  SELECT
    c.subscription_id,
    c.k,
    MIN(DATE_DIFF('day', o.ordered_on, c.as_of) - c.back) AS recency,
    SUM(CASE WHEN DATE_DIFF('day', o.ordered_on, c.as_of) - c.back < 180 THEN 1 ELSE 0 END) AS orders_180
  FROM live AS c
  INNER JOIN "order" AS o ON o.account_id = c.account_id AND DATE_DIFF('day', o.ordered_on, c.as_of) >= c.back
  GROUP BY c.subscription_id, c.k
),
beside AS (
  SELECT
    c.subscription_id,
    c.k,
    SUM(CASE WHEN t.over IS NULL OR t.over < c.back THEN 1 ELSE 0 END) AS contracts,
    SUM(CASE WHEN t.cancelled >= c.back THEN 1 ELSE 0 END) AS contracts_cancelled
  FROM live AS c
  INNER JOIN term AS t ON t.account_id = c.account_id AND t.begun >= c.back
  GROUP BY c.subscription_id, c.k
)
SELECT
  c.subscription_id,
  c.account_id,
  c.as_of,
  CAST(c.k AS INTEGER) AS k,
  CAST(c.back AS INTEGER) AS back,
  CAST(CASE WHEN c.k = 0 THEN NULL ELSE c.ended END AS INTEGER) AS stopped,
  c.product_id,
  c.period,
  c.amount,
  CAST(c.begun - c.back AS INTEGER) AS held_days,
  CAST(CASE WHEN c.ends < 0 AND c.k = 0 THEN -c.ends END AS INTEGER) AS days_to_end,
  CAST(s.tickets_180 AS INTEGER) AS tickets_180,
  s.satisfaction,
  h.nps,
  CAST(b.recency AS INTEGER) AS recency,
  CAST(b.orders_180 AS INTEGER) AS orders_180,
  CAST(w.contracts AS INTEGER) AS contracts,
  CAST(w.contracts_cancelled AS INTEGER) AS contracts_cancelled
FROM live AS c
LEFT JOIN served AS s ON s.subscription_id = c.subscription_id AND s.k = c.k
LEFT JOIN heard AS h ON h.subscription_id = c.subscription_id AND h.k = c.k
LEFT JOIN bought AS b ON b.subscription_id = c.subscription_id AND b.k = c.k
LEFT JOIN beside AS w ON w.subscription_id = c.subscription_id AND w.k = c.k
