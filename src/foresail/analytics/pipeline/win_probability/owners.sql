-- What is known of each person's ability: days of assessments with their mean level, days of courses with their number.
-- Days count backwards from the day.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
assessed AS (
  SELECT s.representative_id, s.on_date, AVG(CAST(s.level AS DOUBLE)) AS level, 0 AS courses
  FROM skill AS s
  CROSS JOIN moment AS m
  WHERE s.on_date <= m.as_of
  GROUP BY s.representative_id, s.on_date
),
trained AS (
  SELECT t.representative_id, t.on_date, CAST(NULL AS DOUBLE) AS level, COUNT(*) AS courses
  FROM training AS t
  CROSS JOIN moment AS m
  WHERE t.on_date <= m.as_of
  GROUP BY t.representative_id, t.on_date
),
both_kinds AS (
  SELECT * FROM assessed
  UNION ALL
  SELECT * FROM trained
)
SELECT
  b.representative_id AS owner_id,
  CAST(DATE_DIFF('day', b.on_date, m.as_of) AS INTEGER) AS ago,
  MAX(b.level) AS level,
  CAST(SUM(b.courses) AS INTEGER) AS courses
FROM both_kinds AS b
CROSS JOIN moment AS m
GROUP BY b.representative_id, b.on_date, m.as_of
