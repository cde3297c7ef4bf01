-- What was open at the end of each month, by stage and by months until the expected close (1: next month, or overdue).
WITH moment AS (
  SELECT
    CAST(:as_of AS DATE) AS as_of,
    EXTRACT(YEAR FROM CAST(:as_of AS DATE)) * 12 + EXTRACT(MONTH FROM CAST(:as_of AS DATE)) AS month_no
),
span AS (
  SELECT
    s.opportunity_id,
    COALESCE(CASE WHEN s.assumed THEN NULL ELSE s.stage END, '—') AS stage,
    s.amount_base AS amount,
    s.expected_close_on,
    m.month_no,
    m.month_no - (EXTRACT(YEAR FROM s.valid_from) * 12 + EXTRACT(MONTH FROM s.valid_from)) AS from_ago,
    CASE
      WHEN s.valid_to > m.as_of THEN -1
      ELSE m.month_no - (EXTRACT(YEAR FROM s.valid_to) * 12 + EXTRACT(MONTH FROM s.valid_to))
    END AS to_ago
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of AND s.outcome = 'open' AND NOT COALESCE(s.assumed, FALSE)
),
look AS (
  SELECT DISTINCT from_ago AS months_ago FROM span
),
seen AS (
  SELECT
    s.stage,
    l.months_ago,
    s.amount,
    EXTRACT(YEAR FROM s.expected_close_on) * 12 + EXTRACT(MONTH FROM s.expected_close_on)
    - (s.month_no - l.months_ago) AS ahead
  FROM span AS s
  INNER JOIN look AS l ON s.from_ago >= l.months_ago AND s.to_ago < l.months_ago
)
SELECT
  s.stage,
  CAST(s.months_ago AS INTEGER) AS months_ago,
  CAST(CASE WHEN s.ahead IS NULL THEN 3 WHEN s.ahead < 1 THEN 1 ELSE s.ahead END AS INTEGER) AS ahead,
  CAST(COALESCE(SUM(s.amount), 0) AS DECIMAL(18, 4)) AS amount,
  CAST(COUNT(*) AS INTEGER) AS deals
FROM seen AS s
GROUP BY
  s.stage, s.months_ago, CASE WHEN s.ahead IS NULL THEN 3 WHEN s.ahead < 1 THEN 1 ELSE s.ahead END
