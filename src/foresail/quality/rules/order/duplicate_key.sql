SELECT order_id, 'order_id' AS field, order_id AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM "order"
QUALIFY count(*) OVER (PARTITION BY order_id) > 1
