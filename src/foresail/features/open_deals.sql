-- The deals that are open on the day, with the words that people know them by.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  s.opportunity_id,
  o.name AS opportunity_name,
  o.account_id,
  a.name AS account_name,
  s.owner_id,
  r.name AS owner_name,
  r.team_id,
  a.region,
  o.channel,
  o.product_id,
  o.pipeline,
  s.stage,
  g.position AS stage_position,
  s.amount_base AS amount,
  s.expected_close_on,
  CAST(s.probability AS DOUBLE) AS crm_probability,
  o.source,
  o.source_id,
  m.as_of
FROM opportunity_span AS s
CROSS JOIN moment AS m
INNER JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN representative AS r ON r.representative_id = s.owner_id
LEFT JOIN (
  SELECT stage, pipeline, MIN(position) AS position FROM stage GROUP BY stage, pipeline
) AS g ON g.stage = s.stage AND COALESCE(g.pipeline, '') = COALESCE(o.pipeline, '')
WHERE s.valid_from <= m.as_of AND s.valid_to > m.as_of AND s.outcome = 'open'
