-- Customers by the month of their first order, and how many of them buy in each month after it.
WITH active AS (
  SELECT DISTINCT account_id, YEAR(ordered_on) * 12 + MONTH(ordered_on) - 1 AS month
  FROM fact_sales
  WHERE account_id IS NOT NULL AND sales_kind = 'sale'
),
first_month AS (
  SELECT account_id, MIN(month) AS cohort
  FROM active
  GROUP BY account_id
)
SELECT f.cohort, a.month - f.cohort AS age, COUNT(*) AS customers
FROM active AS a
INNER JOIN first_month AS f ON f.account_id = a.account_id
GROUP BY f.cohort, a.month - f.cohort
ORDER BY f.cohort, age
