SELECT l.line_no, l.product_id, p.name AS product_name, l.quantity, l.unit_price, l.discount_rate
FROM opportunity_line AS l
LEFT JOIN product AS p ON p.product_id = l.product_id
WHERE l.opportunity_id = :id
ORDER BY l.line_no
LIMIT 200
