-- spelling apart: case, spaces
SELECT account_id, 'name' AS field, name AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM account
WHERE trim(name) <> ''
QUALIFY count(*) OVER (PARTITION BY lower(replace(name, ' ', ''))) > 1
