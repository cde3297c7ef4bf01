SELECT order_id, line_no, 'cost_amount' AS field, CAST(cost_amount AS VARCHAR) AS found, cost_amount_base - net_amount_base AS money
FROM order_line WHERE kind = 'sale' AND cost_amount > net_amount
