-- The names of representatives.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  r.representative_id AS owner_id, r.name AS owner_name, m.as_of
FROM representative AS r
CROSS JOIN moment AS m
