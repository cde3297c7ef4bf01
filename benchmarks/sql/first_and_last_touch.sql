-- Revenue of every customer, given to the channel of the first and of the last touch before the first order.
WITH customer AS (
  SELECT account_id, MIN(ordered_on) AS first_on, SUM(amount_base) AS money
  FROM fact_sales
  WHERE account_id IS NOT NULL
  GROUP BY account_id
),
placed AS (
  SELECT
    c.account_id, c.money, t.channel,
    ROW_NUMBER() OVER (PARTITION BY c.account_id ORDER BY t.occurred_at, t.touch_id) AS up,
    ROW_NUMBER() OVER (PARTITION BY c.account_id ORDER BY t.occurred_at DESC, t.touch_id DESC) AS down
  FROM customer AS c
  INNER JOIN touch AS t ON t.account_id = c.account_id AND t.occurred_on <= c.first_on
)
SELECT
  channel,
  SUM(CASE WHEN up = 1 THEN money END) AS first_touch, SUM(CASE WHEN down = 1 THEN money END) AS last_touch,
  SUM(CASE WHEN up = 1 THEN 1 ELSE 0 END) AS first_customers, SUM(CASE WHEN down = 1 THEN 1 ELSE 0 END) AS last_customers
FROM placed
WHERE up = 1 OR down = 1
GROUP BY channel
ORDER BY channel
