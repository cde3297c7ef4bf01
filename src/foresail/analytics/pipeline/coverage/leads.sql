-- How many leads became deals: leads of the last days whose first thirty have passed, and those of them that converted.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
come AS (
  SELECT
    l.lead_id,
    CASE WHEN l.converted_on <= m.as_of THEN 1 ELSE 0 END AS converted
  FROM lead AS l
  CROSS JOIN moment AS m
  WHERE DATE_DIFF('day', l.created_on, m.as_of) BETWEEN 30 AND :lead_days
)
SELECT
  CAST(COUNT(*) AS BIGINT) AS leads,
  CAST(COALESCE(SUM(c.converted), 0) AS BIGINT) AS converted
FROM come AS c
