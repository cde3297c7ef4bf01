-- What was said about the company on past days.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT p.method, p.origin, p.period, CAST(p.actual AS DOUBLE) AS actual, CAST(p.forecast AS DOUBLE) AS forecast
FROM forecast_series_past AS p
CROSS JOIN moment AS m
WHERE p.level = 'company' AND p.method IN ('engine', 'seasonal_naive') AND p.period <= m.as_of
