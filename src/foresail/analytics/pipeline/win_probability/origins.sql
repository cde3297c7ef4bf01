-- Where each deal came from: whether a lead became it, and when its customer was first written down. Days count backwards
-- from the day.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
led AS (
  SELECT l.opportunity_id, MIN(l.created_on) AS lead_on
  FROM lead AS l
  CROSS JOIN moment AS m
  WHERE l.opportunity_id IS NOT NULL AND l.created_on <= m.as_of
  GROUP BY l.opportunity_id
),
any_lead AS (
  SELECT COUNT(*) AS leads FROM led
)
SELECT
  o.opportunity_id,
  CASE WHEN n.leads = 0 THEN NULL WHEN d.opportunity_id IS NULL THEN 0 ELSE 1 END AS from_lead,
  CAST(DATE_DIFF('day', a.created_on, m.as_of) AS INTEGER) AS account_ago
FROM opportunity AS o
CROSS JOIN moment AS m
CROSS JOIN any_lead AS n
LEFT JOIN led AS d ON d.opportunity_id = o.opportunity_id
LEFT JOIN account AS a ON a.account_id = o.account_id
WHERE o.created_on IS NULL OR o.created_on <= m.as_of
