-- What was said one period ahead on past days, and what came.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  p.series, p.level, p.owner_id, r.name AS owner_name, p.method, p.period, CAST(p.actual AS DOUBLE) AS actual,
  CAST(p.forecast AS DOUBLE) AS forecast, m.as_of
FROM forecast_series_past AS p
CROSS JOIN moment AS m
LEFT JOIN representative AS r ON r.representative_id = p.owner_id
WHERE p.horizon = 1 AND p.method IN ('engine', 'seasonal_naive') AND p.period <= m.as_of
