SELECT order_id, line_no, 'order_id' AS field, order_id AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM order_line
QUALIFY count(*) OVER (PARTITION BY order_id, line_no) > 1
