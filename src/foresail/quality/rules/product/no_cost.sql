SELECT product_id, 'unit_cost' AS field, '' AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM product WHERE unit_cost IS NULL AND retired_on IS NULL
