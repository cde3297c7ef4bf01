-- The course of every deal: outcome and stage from day to day, days counted backwards from the day.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  s.opportunity_id,
  CASE WHEN s.assumed THEN NULL ELSE s.stage END AS stage,
  s.outcome,
  CAST(DATE_DIFF('day', s.valid_from, m.as_of) AS INTEGER) AS from_ago
FROM opportunity_span AS s
CROSS JOIN moment AS m
WHERE s.valid_from <= m.as_of
