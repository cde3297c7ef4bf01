SELECT contact_id, 'email' AS field, email AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM contact
WHERE trim(email) <> '' AND NOT regexp_matches(trim(email), '^[^@ ]+@[^@ ]+[.][^@. ]+$')
