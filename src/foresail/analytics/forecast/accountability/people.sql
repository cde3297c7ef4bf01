-- The names of representatives.
SELECT
  r.representative_id AS owner_id, r.name AS owner_name
FROM representative AS r
WHERE r.representative_id IS NOT NULL
