-- Every deal as it is known on the day: when it began and ended, how, for how much, and whose it is.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
span AS (
  SELECT s.opportunity_id, s.valid_from, s.valid_to, s.outcome, s.owner_id, s.amount_base
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of
),
course AS (
  SELECT
    opportunity_id,
    MIN(valid_from) AS began_on,
    MAX(CASE WHEN outcome = 'open' THEN valid_to END) AS last_open
  FROM span
  GROUP BY opportunity_id
),
people AS (
  SELECT r.representative_id, COALESCE(r.region, t.region) AS region
  FROM representative AS r
  LEFT JOIN team AS t ON t.team_id = r.team_id
)
SELECT
  s.opportunity_id,
  c.began_on,
  CASE WHEN s.outcome IN ('won', 'lost') THEN COALESCE(c.last_open, s.valid_from) END AS ended_on,
  s.outcome,
  s.amount_base AS amount,
  COALESCE(s.owner_id, a.owner_id) AS owner_id,
  COALESCE(a.region, w.region, '—') AS region,
  COALESCE(p.category, '—') AS category,
  m.as_of
FROM span AS s
CROSS JOIN moment AS m
INNER JOIN course AS c ON c.opportunity_id = s.opportunity_id
LEFT JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN people AS w ON w.representative_id = COALESCE(s.owner_id, a.owner_id)
LEFT JOIN product AS p ON p.product_id = o.product_id
WHERE s.valid_to > m.as_of
