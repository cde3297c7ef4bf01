SELECT contact_id, 'email' AS field, email AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM contact
WHERE trim(email) <> ''
QUALIFY count(*) OVER (PARTITION BY lower(trim(email))) > 1
