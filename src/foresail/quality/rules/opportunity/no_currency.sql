SELECT opportunity_id, 'currency' AS field, '' AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM opportunity WHERE amount IS NOT NULL AND currency IS NULL
