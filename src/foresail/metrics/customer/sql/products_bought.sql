-- Which products each customer bought up to the day of the data: a row a line, since a question asks for one of them.
SELECT account_id, product_id, product_name, category
FROM fact_sales
WHERE NOT cancelled AND sales_kind = 'sale' AND ordered_on <= :as_of AND account_id IS NOT NULL
