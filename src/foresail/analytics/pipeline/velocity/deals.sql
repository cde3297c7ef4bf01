-- Every deal up to the day, once: when it began and ended and how, its amount at the end, and what it can be cut by.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
began AS (
  SELECT s.opportunity_id, MIN(s.valid_from) AS began_on
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of
  GROUP BY s.opportunity_id
),
now_state AS (
  SELECT s.opportunity_id, s.outcome, s.amount_base, s.owner_id, s.valid_from
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of AND s.valid_to > m.as_of
),
last_open AS (
  SELECT s.opportunity_id, MAX(s.valid_to) AS closed_on
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of AND s.outcome = 'open'
  GROUP BY s.opportunity_id
)
SELECT
  n.opportunity_id,
  o.name AS opportunity_name,
  a.name AS account_name,
  n.outcome,
  n.amount_base AS amount,
  COALESCE(o.created_on, b.began_on) AS began_on,
  CASE WHEN n.outcome IN ('won', 'lost') THEN COALESCE(l.closed_on, n.valid_from) END AS closed_on,
  n.owner_id,
  r.name AS owner_name,
  r.team_id AS team,
  t.name AS team_name,
  a.region,
  a.industry,
  o.channel,
  p.category AS product,
  m.as_of
FROM now_state AS n
CROSS JOIN moment AS m
INNER JOIN began AS b ON b.opportunity_id = n.opportunity_id
INNER JOIN opportunity AS o ON o.opportunity_id = n.opportunity_id
LEFT JOIN last_open AS l ON l.opportunity_id = n.opportunity_id
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN representative AS r ON r.representative_id = n.owner_id
LEFT JOIN team AS t ON t.team_id = r.team_id
LEFT JOIN product AS p ON p.product_id = o.product_id
