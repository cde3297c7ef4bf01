SELECT opportunity_id, 'opportunity_id' AS field, opportunity_id AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM opportunity
QUALIFY count(*) OVER (PARTITION BY opportunity_id) > 1
