-- Recency, frequency and money of every customer, counted in the 125 cells of their quintiles.
WITH customer AS (
  SELECT account_id, MAX(ordered_on) AS last_on, COUNT(DISTINCT order_id) AS orders, SUM(amount_base) AS money
  FROM fact_sales
  WHERE account_id IS NOT NULL
  GROUP BY account_id
),
scored AS (
  SELECT
    NTILE(5) OVER (ORDER BY last_on) AS r, NTILE(5) OVER (ORDER BY orders) AS f, NTILE(5) OVER (ORDER BY money) AS m,
    orders, money
  FROM customer
)
SELECT r, f, m, COUNT(*) AS customers, SUM(orders) AS orders, SUM(money) AS money
FROM scored
GROUP BY r, f, m
ORDER BY r, f, m
