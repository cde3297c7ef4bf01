SELECT account_id, 'tax_id' AS field, tax_id AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM account
WHERE trim(tax_id) <> ''
QUALIFY count(*) OVER (PARTITION BY lower(replace(tax_id, ' ', ''))) > 1
