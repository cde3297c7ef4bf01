-- Forecasts as they were issued, of money, whose period is over.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  i.issue, i.issued_on, i.capability_id, i.person, i.method, i.series, i.level, i.owner_id, i.period, i.horizon,
  i.forecast, i.lo_80, i.hi_80, i.baseline, i.reason
FROM issued_forecast AS i
CROSS JOIN moment AS m
WHERE i.metric = 'net_revenue' AND i.period <= m.as_of
