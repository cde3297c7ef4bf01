-- What people said about months that are over, from the ledger, as it was entered.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT i.person, i.series, i.owner_id, i.period, i.issued_on, i.forecast
FROM issued_forecast AS i
CROSS JOIN moment AS m
WHERE i.capability_id = 'forecast.adjustment' AND i.metric = 'net_revenue' AND i.period <= m.as_of
