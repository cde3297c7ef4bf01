SELECT opportunity_id, CAST(NULL AS DOUBLE) AS probability FROM opportunity WHERE opportunity_id IS NULL
