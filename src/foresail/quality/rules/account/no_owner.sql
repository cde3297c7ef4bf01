SELECT account_id, 'owner_id' AS field, '' AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM account WHERE owner_id IS NULL
