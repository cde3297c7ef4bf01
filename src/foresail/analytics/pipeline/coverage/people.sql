-- Who may have targets and deals.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  r.representative_id AS owner_id,
  r.name AS owner_name,
  r.team_id,
  t.name AS team_name,
  CASE WHEN r.left_on <= m.as_of THEN TRUE ELSE FALSE END AS has_left
FROM representative AS r
CROSS JOIN moment AS m
LEFT JOIN team AS t ON t.team_id = r.team_id
