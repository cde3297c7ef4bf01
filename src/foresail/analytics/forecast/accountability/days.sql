-- The day of the data.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT o.as_of
FROM forecast_series_overview AS o
CROSS JOIN moment AS m
WHERE o.as_of <= m.as_of
