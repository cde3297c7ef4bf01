SELECT product_id, valid_from, channel, region, 'list_price' AS field, CAST(list_price AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM price WHERE list_price <= 0
