SELECT opportunity_id, 'amount' AS field, coalesce(CAST(amount AS VARCHAR), '') AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM opportunity WHERE outcome = 'open' AND coalesce(amount, 0) = 0
