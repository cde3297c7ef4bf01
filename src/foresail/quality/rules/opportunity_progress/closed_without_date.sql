SELECT opportunity_id, 'closed_at' AS field, '' AS found, amount_base AS money
FROM opportunity WHERE outcome IN ('won', 'lost') AND closed_at IS NULL
