-- Deals that reached each stage, their value and the days that they stayed there.
WITH stay AS (
  SELECT
    opportunity_id, stage, amount_base,
    CASE WHEN valid_to < DATE '9999-01-01' THEN DATE_DIFF('day', valid_from, valid_to) END AS days
  FROM opportunity_span
  WHERE stage IS NOT NULL
),
deal AS (
  SELECT opportunity_id, stage, MAX(amount_base) AS amount, SUM(days) AS days
  FROM stay
  GROUP BY opportunity_id, stage
)
SELECT stage, COUNT(*) AS deals, SUM(amount) AS amount, AVG(days) AS days
FROM deal
GROUP BY stage
ORDER BY deals DESC, stage
