SELECT opportunity_id, 'closed_at' AS field, CAST(closed_at AS VARCHAR) AS found, amount_base AS money
FROM opportunity WHERE closed_on < created_on
