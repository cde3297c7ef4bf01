SELECT product_id, MIN(product_name) AS product, SUM(quantity) AS quantity, SUM(amount_base) AS net_revenue, MAX(ordered_on) AS last_on
FROM fact_sales
WHERE NOT cancelled AND account_id = :id AND sales_kind = 'sale'
GROUP BY product_id
ORDER BY net_revenue DESC, product_id
LIMIT 50
