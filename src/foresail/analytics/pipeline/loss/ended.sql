-- Every deal that had ended by the day: how, when, why, against whom, at which stage and discount, and what it can be cut by.
-- The stage is the last open one; a deal that was first seen after its end has none.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
now_state AS (
  SELECT s.opportunity_id, s.outcome, s.amount_base, s.owner_id, s.valid_from, m.as_of
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of AND s.valid_to > m.as_of AND s.outcome IN ('won', 'lost')
),
last_open AS (
  SELECT
    s.opportunity_id,
    s.valid_to AS closed_on,
    CASE WHEN s.assumed THEN NULL ELSE s.stage END AS stage
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of AND s.outcome = 'open'
  QUALIFY ROW_NUMBER() OVER (PARTITION BY s.opportunity_id ORDER BY s.valid_from DESC) = 1
),
closing AS (
  SELECT n.*, COALESCE(l.closed_on, n.valid_from) AS closed_on, l.stage
  FROM now_state AS n
  LEFT JOIN last_open AS l ON l.opportunity_id = n.opportunity_id
),
offered AS (
  SELECT q.opportunity_id, q.discount_rate
  FROM quote AS q
  INNER JOIN closing AS c ON c.opportunity_id = q.opportunity_id AND q.issued_on <= c.closed_on
  WHERE q.discount_rate IS NOT NULL
  QUALIFY ROW_NUMBER() OVER (PARTITION BY q.opportunity_id ORDER BY q.issued_on DESC, q.quote_id DESC) = 1
),
won_before AS (
  SELECT o.account_id, MIN(c.closed_on) AS first_won_on
  FROM closing AS c
  INNER JOIN opportunity AS o ON o.opportunity_id = c.opportunity_id
  WHERE c.outcome = 'won' AND o.account_id IS NOT NULL
  GROUP BY o.account_id
)
SELECT
  c.opportunity_id,
  o.name AS opportunity_name,
  o.account_id,
  a.name AS account_name,
  c.outcome,
  c.amount_base AS amount,
  c.closed_on,
  c.stage,
  g.position,
  o.lost_reason AS reason,
  o.competitor,
  c.owner_id AS owner,
  r.name AS owner_name,
  r.team_id AS team,
  t.name AS team_name,
  a.region,
  a.industry,
  o.channel,
  p.category AS product,
  CAST(f.discount_rate AS DOUBLE) AS discount,
  CASE
    WHEN o.account_id IS NULL THEN NULL
    WHEN w.first_won_on < c.closed_on THEN 'known'
    ELSE 'new'
  END AS customer,
  CAST(DATE_DIFF('day', c.closed_on, c.as_of) AS INTEGER) AS ago,
  c.as_of
FROM closing AS c
INNER JOIN opportunity AS o ON o.opportunity_id = c.opportunity_id
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN product AS p ON p.product_id = o.product_id
LEFT JOIN representative AS r ON r.representative_id = c.owner_id
LEFT JOIN team AS t ON t.team_id = r.team_id
LEFT JOIN offered AS f ON f.opportunity_id = c.opportunity_id
LEFT JOIN won_before AS w ON w.account_id = o.account_id
LEFT JOIN (
  SELECT pipeline, stage, MIN(position) AS position FROM stage GROUP BY pipeline, stage
) AS g ON g.stage = c.stage AND COALESCE(g.pipeline, '') = COALESCE(o.pipeline, '')
