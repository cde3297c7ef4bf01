SELECT l.order_id, l.line_no, 'product_id' AS field, l.product_id AS found, l.net_amount_base AS money
FROM order_line l
WHERE l.product_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM product p WHERE p.product_id = l.product_id)
