-- Every deal as it stands on the day, with what it can be cut by.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
began AS (
  SELECT s.opportunity_id, MIN(s.valid_from) AS began_on
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of
  GROUP BY s.opportunity_id
)
SELECT
  s.opportunity_id,
  COALESCE(o.pipeline, '—') AS pipeline,
  o.name AS opportunity_name,
  o.account_id,
  a.name AS account_name,
  s.owner_id,
  r.name AS owner_name,
  a.region,
  a.industry,
  o.channel,
  p.category AS product,
  s.stage AS stage_now,
  s.outcome,
  s.amount_base AS amount,
  CAST(s.probability AS DOUBLE) AS crm_probability,
  CAST(DATE_DIFF('day', b.began_on, m.as_of) AS INTEGER) AS began_ago,
  m.as_of
FROM opportunity_span AS s
CROSS JOIN moment AS m
INNER JOIN began AS b ON b.opportunity_id = s.opportunity_id
INNER JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN product AS p ON p.product_id = o.product_id
LEFT JOIN representative AS r ON r.representative_id = s.owner_id
WHERE s.valid_from <= m.as_of AND s.valid_to > m.as_of
