-- Of the deals that were in a stage, how many were won and lost, by month of the end.
WITH moment AS (
  SELECT
    CAST(:as_of AS DATE) AS as_of,
    EXTRACT(YEAR FROM CAST(:as_of AS DATE)) * 12 + EXTRACT(MONTH FROM CAST(:as_of AS DATE)) AS month_no
),
open_until AS (
  SELECT s.opportunity_id, MAX(s.valid_to) AS last_open
  FROM opportunity_span AS s
  WHERE s.outcome = 'open'
  GROUP BY s.opportunity_id
),
ended AS (
  SELECT
    s.opportunity_id,
    s.outcome,
    m.month_no
    - (
      EXTRACT(YEAR FROM COALESCE(u.last_open, s.valid_from)) * 12
      + EXTRACT(MONTH FROM COALESCE(u.last_open, s.valid_from))
    ) AS ended_ago
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  LEFT JOIN open_until AS u ON u.opportunity_id = s.opportunity_id
  WHERE s.valid_from <= m.as_of AND s.valid_to > m.as_of AND s.outcome IN ('won', 'lost')
),
passed AS (
  SELECT DISTINCT
    s.opportunity_id,
    COALESCE(CASE WHEN s.assumed THEN NULL ELSE s.stage END, '—') AS stage
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.outcome = 'open' AND s.valid_from <= m.as_of
)
SELECT
  p.stage,
  CAST(e.ended_ago AS INTEGER) AS ended_ago,
  CAST(SUM(CASE WHEN e.outcome = 'won' THEN 1 ELSE 0 END) AS INTEGER) AS won,
  CAST(COUNT(*) AS INTEGER) AS ended
FROM passed AS p
INNER JOIN ended AS e ON e.opportunity_id = p.opportunity_id
GROUP BY p.stage, e.ended_ago
