-- Who people are, and their teams.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT r.representative_id AS owner_id, r.name AS owner_name, r.team_id, t.name AS team_name
FROM representative AS r
CROSS JOIN moment AS m
LEFT JOIN team AS t ON t.team_id = r.team_id
WHERE r.hired_on IS NULL OR r.hired_on <= m.as_of
