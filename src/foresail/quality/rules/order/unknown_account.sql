SELECT o.order_id, 'account_id' AS field, o.account_id AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM "order" o
WHERE o.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account a WHERE a.account_id = o.account_id)
