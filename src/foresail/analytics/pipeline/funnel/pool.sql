-- Leads: when each was created, given to somebody, turned into a deal; whether it lies in a shared pool now.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  l.lead_id,
  l.pool,
  l.status,
  l.owner_id,
  CAST(DATE_DIFF('day', l.created_on, m.as_of) AS INTEGER) AS created_ago,
  CAST(DATE_DIFF('day', l.assigned_on, m.as_of) AS INTEGER) AS assigned_ago,
  CAST(DATE_DIFF('day', l.converted_on, m.as_of) AS INTEGER) AS converted_ago,
  m.as_of
FROM lead AS l
CROSS JOIN moment AS m
WHERE l.created_on <= m.as_of
