SELECT order_id, line_no, 'net_amount' AS field, CAST(net_amount AS VARCHAR) AS found, abs(net_amount_base) AS money
FROM order_line WHERE kind = 'sale' AND (net_amount < 0 OR unit_price < 0)
