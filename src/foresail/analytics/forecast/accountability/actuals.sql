-- What came, by series and whole period.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT p.series, p.period, CAST(p.actual AS DOUBLE) AS actual
FROM forecast_series_points AS p
CROSS JOIN moment AS m
WHERE p.actual IS NOT NULL AND p.period <= m.as_of
