SELECT order_id, line_no, 'discount_amount' AS field, CAST(discount_amount AS VARCHAR) AS found, discount_amount_base AS money
FROM order_line
WHERE kind = 'sale' AND quantity > 0 AND unit_price > 0
    AND CAST(discount_amount AS DOUBLE) > 0.6 * CAST(quantity AS DOUBLE) * CAST(unit_price AS DOUBLE)
