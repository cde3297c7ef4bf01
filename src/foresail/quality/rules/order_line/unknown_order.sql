SELECT l.order_id, l.line_no, 'order_id' AS field, l.order_id AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM order_line l WHERE NOT EXISTS (SELECT 1 FROM "order" o WHERE o.order_id = l.order_id)
