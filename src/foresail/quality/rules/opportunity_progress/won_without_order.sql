-- a month is given for the order to be entered
SELECT o.opportunity_id, CAST(NULL AS VARCHAR) AS field, CAST(o.closed_on AS VARCHAR) AS found, o.amount_base AS money
FROM opportunity o
WHERE o.outcome = 'won' AND date_diff('day', o.closed_on, CAST(:as_of AS DATE)) > 30
    AND NOT EXISTS (SELECT 1 FROM "order" d WHERE d.opportunity_id = o.opportunity_id)
