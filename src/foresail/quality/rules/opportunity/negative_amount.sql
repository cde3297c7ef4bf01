SELECT opportunity_id, 'amount' AS field, CAST(amount AS VARCHAR) AS found, abs(amount_base) AS money
FROM opportunity WHERE amount < 0
