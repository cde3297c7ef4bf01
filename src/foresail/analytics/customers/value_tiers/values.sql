-- The value ahead of every customer, as `customers.clv` found it on the day.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT c.account_id, c.value, c.value_low, c.value_high, c.alive, m.as_of
FROM customers_clv_customers AS c
CROSS JOIN moment AS m
