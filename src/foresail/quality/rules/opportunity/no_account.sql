SELECT opportunity_id, 'account_id' AS field, '' AS found, CASE WHEN outcome = 'open' THEN amount_base END AS money
FROM opportunity WHERE account_id IS NULL
