-- Every lead once: who it is, how fast it was answered and by whom, whether and when it converted.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
act AS (
  SELECT a.lead_id, a.occurred_at, a.owner_id
  FROM activity AS a
  CROSS JOIN moment AS m
  WHERE a.lead_id IS NOT NULL AND a.occurred_on <= m.as_of
  QUALIFY ROW_NUMBER() OVER (PARTITION BY a.lead_id ORDER BY a.occurred_at, a.activity_id) = 1
)
SELECT
  l.lead_id,
  l.name AS lead_name,
  l.company,
  l.channel,
  l.campaign_id,
  l.industry,
  l.region,
  l.status,
  l.pool,
  l.owner_id,
  r.name AS owner_name,
  CAST(l.extra AS VARCHAR) AS extra,
  a.owner_id AS answered_by,
  CAST(EPOCH(a.occurred_at) - EPOCH(l.created_at) AS DOUBLE) / 3600 AS answer_hours,
  CAST(EPOCH(l.converted_at) - EPOCH(l.created_at) AS DOUBLE) / 86400 AS convert_days,
  CAST(DATE_DIFF('day', l.created_on, m.as_of) AS INTEGER) AS ago,
  CAST(DATE_DIFF('day', l.converted_on, m.as_of) AS INTEGER) AS converted_ago,
  l.created_on,
  m.as_of
FROM lead AS l
CROSS JOIN moment AS m
LEFT JOIN act AS a ON a.lead_id = l.lead_id
LEFT JOIN representative AS r ON r.representative_id = l.owner_id
WHERE l.created_on <= m.as_of
