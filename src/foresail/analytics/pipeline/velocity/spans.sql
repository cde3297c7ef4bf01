-- From when to when each deal stood open, and with whom.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT s.opportunity_id, s.valid_from, s.valid_to, s.owner_id
FROM opportunity_span AS s
CROSS JOIN moment AS m
WHERE s.valid_from <= m.as_of AND s.outcome = 'open'
