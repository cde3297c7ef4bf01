SELECT order_id, line_no, CAST(NULL AS VARCHAR) AS field, coalesce(currency, '') AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM order_line WHERE coalesce(net_amount, 0) <> 0 AND net_amount_base IS NULL
