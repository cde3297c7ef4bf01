-- The stages as the source orders them, with what they ask for.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  COALESCE(s.pipeline, '—') AS pipeline,
  s.stage,
  MIN(s.position) AS position,
  MAX(s.outcome) AS outcome,
  MAX(s.entry_criteria) AS entry_criteria,
  MAX(s.exit_criteria) AS exit_criteria,
  MAX(m.as_of) AS as_of
FROM stage AS s
CROSS JOIN moment AS m
WHERE s.stage IS NOT NULL
GROUP BY COALESCE(s.pipeline, '—'), s.stage
