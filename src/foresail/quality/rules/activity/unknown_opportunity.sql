SELECT a.activity_id, 'opportunity_id' AS field, a.opportunity_id AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM activity a
WHERE a.opportunity_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM opportunity o WHERE o.opportunity_id = a.opportunity_id)
