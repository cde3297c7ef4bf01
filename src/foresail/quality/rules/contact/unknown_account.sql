SELECT c.contact_id, 'account_id' AS field, c.account_id AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM contact c
WHERE c.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account a WHERE a.account_id = c.account_id)
