-- What each method would have said on past days.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  p.series, p.level, p.owner_id, p.method, p.origin AS issued_on, p.period, p.horizon,
  CAST(p.actual AS DOUBLE) AS actual, CAST(p.forecast AS DOUBLE) AS forecast
FROM forecast_series_past AS p
CROSS JOIN moment AS m
WHERE p.period <= m.as_of
