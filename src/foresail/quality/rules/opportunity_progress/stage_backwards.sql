WITH place AS (
    SELECT stage, min(position) AS position FROM stage WHERE coalesce(outcome, 'open') = 'open' GROUP BY stage
)
SELECT o.opportunity_id, CAST(NULL AS VARCHAR) AS field, max(c.old || ' → ' || c.new) AS found,
    CASE WHEN max(o.outcome) = 'open' THEN max(o.amount_base) END AS money
FROM opportunity_change c
JOIN opportunity o ON o.opportunity_id = c.opportunity_id
JOIN place a ON a.stage = c.old
JOIN place b ON b.stage = c.new
WHERE c.field = 'stage' AND b.position < a.position
GROUP BY o.opportunity_id
