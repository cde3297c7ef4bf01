SELECT opportunity_id, 'currency' AS field, coalesce(currency, '') AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM opportunity WHERE coalesce(amount, 0) <> 0 AND amount_base IS NULL
