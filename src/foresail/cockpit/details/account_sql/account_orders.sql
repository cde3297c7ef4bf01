SELECT order_id, MIN(ordered_on) AS ordered_on, MIN(order_status) AS status, MIN(channel) AS channel, COUNT(*) AS lines,
    SUM(amount_base) AS net_revenue
FROM fact_sales
WHERE account_id = :id
GROUP BY order_id
ORDER BY ordered_on DESC, order_id
LIMIT 100
