SELECT order_id, 'ordered_at' AS field, CAST(ordered_at AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM "order" WHERE ordered_on > CAST(:as_of AS DATE)
