-- Every lead as it stood on some days after it came in (0, 2, 5, 10, 20, 40 and 70) and on the day itself, while it was not
-- converted, with nothing in it that was not known then. The owner of a lead is left out: it changes without a trace, and
-- leads that went cold lose theirs. Of very many looks a part is taken, evenly over leads and days.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
age AS (
  SELECT 0 AS age_days
  UNION ALL SELECT 2 AS age_days
  UNION ALL SELECT 5 AS age_days
  UNION ALL SELECT 10 AS age_days
  UNION ALL SELECT 20 AS age_days
  UNION ALL SELECT 40 AS age_days
  UNION ALL SELECT 70 AS age_days
),
come AS (
  SELECT
    l.lead_id,
    l.created_on,
    l.assigned_on,
    l.converted_on,
    l.created_at,
    m.as_of,
    DATE_DIFF('day', l.created_on, m.as_of) AS ago
  FROM lead AS l
  CROSS JOIN moment AS m
  WHERE l.created_on <= m.as_of AND DATE_DIFF('day', l.created_on, m.as_of) <= :history_days
),
standing AS (
  SELECT c.*, a.age_days, c.ago - a.age_days AS back
  FROM come AS c
  INNER JOIN age AS a ON a.age_days < c.ago AND a.age_days <= :open_days
  UNION ALL
  SELECT c.*, c.ago AS age_days, 0 AS back
  FROM come AS c
  WHERE c.ago <= :open_days
),
waiting AS (
  SELECT
    s.*,
    DATE_DIFF('day', s.converted_on, s.as_of) AS converted_ago
  FROM standing AS s
  WHERE s.converted_on IS NULL OR DATE_DIFF('day', s.converted_on, s.as_of) < s.back
),
numbered AS (
  SELECT w.*, DENSE_RANK() OVER (ORDER BY w.lead_id) + w.back AS turn, COUNT(*) OVER () AS standings
  FROM waiting AS w
),
seen AS (
  SELECT *
  FROM numbered
  WHERE back = 0 OR (turn * CAST(:looks AS BIGINT)) % NULLIF(standings, 0) < :looks
),
act AS (
  SELECT a.lead_id, a.occurred_at, a.occurred_on, a.kind, a.owner_id, DATE_DIFF('day', a.occurred_on, m.as_of) AS ago
  FROM activity AS a
  CROSS JOIN moment AS m
  WHERE a.lead_id IS NOT NULL AND a.occurred_on <= m.as_of
),
worked AS (
  SELECT
    s.lead_id,
    s.back,
    COUNT(*) AS activities,
    COUNT(DISTINCT a.kind) AS activity_kinds,
    SUM(CASE WHEN a.ago - s.back < 7 THEN 1 ELSE 0 END) AS activities_week,
    SUM(CASE WHEN LOWER(a.kind) IN ('meeting', 'visit', 'demo') THEN 1 ELSE 0 END) AS meetings,
    MIN(a.ago - s.back) AS quiet_days,
    MIN(a.occurred_at) AS first_at
  FROM seen AS s
  INNER JOIN act AS a ON a.lead_id = s.lead_id AND a.ago >= s.back
  GROUP BY s.lead_id, s.back
),
touched AS (
  SELECT
    s.lead_id,
    s.back,
    COUNT(*) AS touches,
    COUNT(DISTINCT t.kind) AS touch_kinds,
    COUNT(DISTINCT t.channel) AS touch_channels,
    MIN(DATE_DIFF('day', t.occurred_on, s.as_of) - s.back) AS untouched_days
  FROM seen AS s
  INNER JOIN touch AS t ON t.lead_id = s.lead_id AND DATE_DIFF('day', t.occurred_on, s.as_of) >= s.back
  GROUP BY s.lead_id, s.back
)
SELECT
  s.lead_id,
  CAST(s.back AS INTEGER) AS back,
  CAST(s.age_days AS INTEGER) AS age_days,
  CAST(s.converted_ago AS INTEGER) AS converted_ago,
  CAST(CASE WHEN DATE_DIFF('day', s.assigned_on, s.as_of) >= s.back THEN 1 ELSE 0 END AS INTEGER) AS assigned,
  CAST(COALESCE(w.activities, 0) AS INTEGER) AS activities,
  CAST(COALESCE(w.activity_kinds, 0) AS INTEGER) AS activity_kinds,
  CAST(COALESCE(w.activities_week, 0) AS INTEGER) AS activities_week,
  CAST(COALESCE(w.meetings, 0) AS INTEGER) AS meetings,
  CAST(w.quiet_days AS INTEGER) AS quiet_days,
  CAST(EPOCH(w.first_at) - EPOCH(s.created_at) AS DOUBLE) / 3600 AS answer_hours,
  CAST(COALESCE(t.touches, 0) AS INTEGER) AS touches,
  CAST(COALESCE(t.touch_kinds, 0) AS INTEGER) AS touch_kinds,
  CAST(COALESCE(t.touch_channels, 0) AS INTEGER) AS touch_channels,
  CAST(t.untouched_days AS INTEGER) AS untouched_days,
  s.as_of
FROM seen AS s
LEFT JOIN worked AS w ON w.lead_id = s.lead_id AND w.back = s.back
LEFT JOIN touched AS t ON t.lead_id = s.lead_id AND t.back = s.back
