-- Who bought which product on which day (what came back is left out), of the customers that are asked: all of them, or
-- an even sample by a hash of the id where there are very many. One pass over the lines.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
bought AS (
  SELECT DISTINCT p.account_id, l.product_id, p.ordered_on AS bought_on
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  INNER JOIN order_line AS l ON l.order_id = p.order_id
  WHERE l.product_id IS NOT NULL
    AND DATE_DIFF('day', p.ordered_on, m.as_of) <= :history_days
    AND COALESCE(LOWER(l.kind), 'sale') <> 'return'
    AND COALESCE(l.quantity, 1) > 0
),
buyer AS (
  SELECT account_id, COUNT(*) AS bought
  FROM bought
  GROUP BY account_id
),
asked AS (
  SELECT account_id
  FROM buyer
  QUALIFY ROW_NUMBER() OVER (ORDER BY bought DESC, MD5(account_id), account_id) <= :most_customers
)
SELECT b.account_id, b.product_id, b.bought_on
FROM bought AS b
INNER JOIN asked AS a ON a.account_id = b.account_id
