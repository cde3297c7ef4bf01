-- Words and places of the customers that bought something.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
buyer AS (
  SELECT DISTINCT o.account_id
  FROM "order" AS o
  CROSS JOIN moment AS m
  WHERE o.account_id IS NOT NULL AND o.ordered_on <= m.as_of
)
SELECT
  b.account_id,
  a.name AS account_name,
  a.owner_id,
  r.name AS owner_name,
  a.region,
  a.industry,
  a.channel,
  m.as_of
FROM buyer AS b
CROSS JOIN moment AS m
LEFT JOIN account AS a ON a.account_id = b.account_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
