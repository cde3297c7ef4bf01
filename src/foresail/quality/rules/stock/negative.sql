SELECT product_id, location, on_date, 'on_hand' AS field, CAST(on_hand AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM stock WHERE on_hand < 0
