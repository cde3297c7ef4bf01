SELECT product_id, MIN(product) AS product, SUM(quantity) AS quantity, SUM(net_base) AS net_revenue, MAX(ordered_on) AS last_on
FROM fact_sales
WHERE account_id = :id AND kind = 'sale'
GROUP BY product_id
ORDER BY net_revenue DESC, product_id
LIMIT 50
