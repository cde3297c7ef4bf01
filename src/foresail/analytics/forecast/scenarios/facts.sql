-- Monthly facts behind the drivers: spend, leads, deals closed and won, days from creation to a win; people; indexes.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
spent AS (
  SELECT 'spend' AS measure, CAST(DATE_TRUNC('month', s.spent_on) AS DATE) AS period, CAST(SUM(s.amount_base) AS DOUBLE) AS value
  FROM spend AS s
  CROSS JOIN moment AS m
  WHERE s.spent_on <= m.as_of
  GROUP BY CAST(DATE_TRUNC('month', s.spent_on) AS DATE)
),
led AS (
  SELECT 'leads' AS measure, CAST(DATE_TRUNC('month', l.created_on) AS DATE) AS period, CAST(COUNT(*) AS DOUBLE) AS value
  FROM lead AS l
  CROSS JOIN moment AS m
  WHERE l.created_on <= m.as_of
  GROUP BY CAST(DATE_TRUNC('month', l.created_on) AS DATE)
),
closed AS (
  SELECT
    CAST(DATE_TRUNC('month', o.closed_on) AS DATE) AS period,
    CAST(SUM(CASE WHEN o.outcome = 'won' THEN 1 ELSE 0 END) AS DOUBLE) AS won,
    CAST(COUNT(*) AS DOUBLE) AS ended,
    CAST(SUM(CASE WHEN o.outcome = 'won' THEN DATE_DIFF('day', o.created_on, o.closed_on) ELSE 0 END) AS DOUBLE) AS days
  FROM opportunity AS o
  CROSS JOIN moment AS m
  WHERE o.outcome IN ('won', 'lost') AND o.closed_on <= m.as_of
  GROUP BY CAST(DATE_TRUNC('month', o.closed_on) AS DATE)
),
people AS (
  SELECT 'people' AS measure, CAST(NULL AS DATE) AS period, CAST(COUNT(*) AS DOUBLE) AS value
  FROM representative AS r
  CROSS JOIN moment AS m
  WHERE (r.hired_on IS NULL OR r.hired_on <= m.as_of) AND (r.left_on IS NULL OR r.left_on > m.as_of)
),
market AS (
  SELECT 'index:' || i.name AS measure, CAST(DATE_TRUNC('month', i.on_date) AS DATE) AS period, AVG(CAST(i.value AS DOUBLE)) AS value
  FROM market_index AS i
  CROSS JOIN moment AS m
  WHERE i.on_date <= m.as_of
  GROUP BY i.name, CAST(DATE_TRUNC('month', i.on_date) AS DATE)
),
fact AS (
  SELECT measure, period, value FROM spent
  UNION ALL
  SELECT measure, period, value FROM led
  UNION ALL
  SELECT 'won' AS measure, period, won AS value FROM closed
  UNION ALL
  SELECT 'ended' AS measure, period, ended AS value FROM closed
  UNION ALL
  SELECT 'days' AS measure, period, days AS value FROM closed
  UNION ALL
  SELECT measure, period, value FROM people
  UNION ALL
  SELECT measure, period, value FROM market
)
SELECT measure, period, value
FROM fact
