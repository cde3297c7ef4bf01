-- Names and places of the accounts that are known on the day, as they stand on it.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  a.account_id,
  a.name AS account_name,
  a.owner_id,
  r.name AS owner_name,
  a.region,
  a.industry,
  a.channel
FROM account AS a
CROSS JOIN moment AS m
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
WHERE a.created_on IS NULL OR a.created_on <= m.as_of
