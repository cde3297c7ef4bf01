-- Words and places of the customers that bought something or hold a contract.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
customer AS (
  SELECT o.account_id
  FROM "order" AS o
  CROSS JOIN moment AS m
  WHERE o.account_id IS NOT NULL AND DATE_DIFF('day', o.ordered_on, m.as_of) BETWEEN 0 AND :active_days
  UNION
  SELECT s.account_id
  FROM subscription AS s
  CROSS JOIN moment AS m
  WHERE s.account_id IS NOT NULL AND s.starts_on <= m.as_of
)
SELECT
  c.account_id,
  a.name AS account_name,
  a.owner_id,
  r.name AS owner_name,
  a.region,
  a.industry,
  a.kind,
  a.channel,
  CAST(a.employee_count AS DOUBLE) AS employees,
  m.as_of
FROM customer AS c
CROSS JOIN moment AS m
LEFT JOIN account AS a ON a.account_id = c.account_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
