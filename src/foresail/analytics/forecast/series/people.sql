-- Names of the people who own what is forecast.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT r.representative_id AS owner_id, r.name AS owner_name
FROM representative AS r
CROSS JOIN moment AS m
WHERE r.hired_on IS NULL OR r.hired_on <= m.as_of
