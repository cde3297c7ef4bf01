SELECT o.order_id, CAST(NULL AS VARCHAR) AS field, '' AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM "order" o WHERE NOT EXISTS (SELECT 1 FROM order_line l WHERE l.order_id = o.order_id)
