SELECT o.opportunity_id, 'account_id' AS field, o.account_id AS found, CASE WHEN o.outcome = 'open' THEN o.amount_base END AS money
FROM opportunity o
WHERE o.account_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM account a WHERE a.account_id = o.account_id)
