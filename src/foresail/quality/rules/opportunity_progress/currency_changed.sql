SELECT c.opportunity_id, 'currency' AS field, max(c.old || ' → ' || c.new) AS found,
    CASE WHEN max(o.outcome) = 'open' THEN max(o.amount_base) END AS money
FROM opportunity_change c
JOIN opportunity o ON o.opportunity_id = c.opportunity_id
WHERE c.field = 'currency'
GROUP BY c.opportunity_id
