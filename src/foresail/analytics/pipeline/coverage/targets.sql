-- Targets of won amounts, by whose they are; a coarser target gives way to finer ones of the same scope that overlap it.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
named AS (
  SELECT
    t.starts_on,
    CASE LOWER(t.grain) WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 WHEN 'year' THEN 12 END AS months,
    EXTRACT(YEAR FROM t.starts_on) * 12 + EXTRACT(MONTH FROM t.starts_on) AS first_month,
    LOWER(t.scope) AS scope,
    CASE WHEN LOWER(t.scope) = 'company' THEN '' ELSE t.scope_id END AS scope_id,
    CASE WHEN t.currency IS NULL THEN t.value ELSE t.value_base END AS amount
  FROM target AS t
  CROSS JOIN moment AS m
  WHERE ABS(DATE_DIFF('day', t.starts_on, m.as_of)) <= 800
    AND LOWER(TRIM(t.metric)) IN ('won_amount', 'won', 'bookings', '赢单金额', '成交金额', '签约额', '合同额')
    AND LOWER(t.scope) IN ('company', 'team', 'representative')
    AND t.starts_on IS NOT NULL AND t.value IS NOT NULL
),
finest AS (
  SELECT n.*
  FROM named AS n
  LEFT JOIN named AS f
    ON f.scope = n.scope AND f.scope_id = n.scope_id AND f.months < n.months
    AND f.first_month < n.first_month + n.months AND f.first_month + f.months > n.first_month
  WHERE f.scope IS NULL
)
SELECT
  f.scope,
  f.scope_id,
  f.starts_on,
  CAST(f.months AS INTEGER) AS months,
  SUM(f.amount) AS amount
FROM finest AS f
WHERE f.amount IS NOT NULL AND f.months IS NOT NULL
GROUP BY f.scope, f.scope_id, f.starts_on, f.months
