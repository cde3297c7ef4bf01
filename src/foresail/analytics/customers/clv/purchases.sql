-- What every customer bought on each day: net revenue in the base currency, returns taken off.
SELECT
  p.account_id,
  p.ordered_on AS bought_on,
  CAST(SUM(p.net) AS DECIMAL(18, 4)) AS net
FROM feature_purchases AS p
WHERE p.is_sale = 1
GROUP BY p.account_id, p.ordered_on
