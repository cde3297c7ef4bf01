-- What was said one period ahead on past days, and what came.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  p.series, p.level, p.owner_id, p.method, p.period, CAST(p.actual AS DOUBLE) AS actual,
  CAST(p.forecast AS DOUBLE) AS forecast, m.as_of
FROM forecast_series_past AS p
CROSS JOIN moment AS m
WHERE p.horizon = 1 AND p.method IN ('engine', 'seasonal_naive') AND p.period <= m.as_of
