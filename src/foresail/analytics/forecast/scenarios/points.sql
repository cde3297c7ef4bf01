-- The company's base forecast and its past.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  p.period, CAST(p.actual AS DOUBLE) AS actual, CAST(p.so_far AS DOUBLE) AS so_far, CAST(p.mean AS DOUBLE) AS mean,
  CAST(p.lo_80 AS DOUBLE) AS lo_80, CAST(p.hi_80 AS DOUBLE) AS hi_80, m.as_of
FROM forecast_series_points AS p
CROSS JOIN moment AS m
WHERE p.level = 'company' AND (p.actual IS NULL OR p.period <= m.as_of)
