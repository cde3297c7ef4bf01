SELECT opportunity_id, name, stage, outcome, amount_base AS amount, created_on, expected_close_on, closed_on
FROM opportunity
WHERE account_id = :id
ORDER BY created_on DESC NULLS LAST, opportunity_id
LIMIT 100
