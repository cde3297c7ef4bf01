SELECT account_id, 'account_id' AS field, account_id AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM account
QUALIFY count(*) OVER (PARTITION BY account_id) > 1
