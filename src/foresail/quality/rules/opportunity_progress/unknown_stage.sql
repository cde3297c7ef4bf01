SELECT o.opportunity_id, 'stage' AS field, coalesce(o.stage, '') AS found, CASE WHEN o.outcome = 'open' THEN o.amount_base END AS money
FROM opportunity o
WHERE NOT EXISTS (SELECT 1 FROM stage s WHERE s.stage = o.stage AND (s.pipeline IS NULL OR o.pipeline IS NULL OR s.pipeline = o.pipeline))
