SELECT opportunity_id, 'created_at' AS field, CAST(created_at AS VARCHAR) AS found, amount_base AS money
FROM opportunity WHERE created_on > CAST(:as_of AS DATE)
