SELECT l.lead_id, CAST(NULL AS VARCHAR) AS field, CAST(l.created_on AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM lead l
WHERE l.converted_at IS NULL AND date_diff('day', l.created_on, CAST(:as_of AS DATE)) BETWEEN 8 AND 180
    AND NOT EXISTS (SELECT 1 FROM activity a WHERE a.lead_id = l.lead_id AND a.occurred_on <= CAST(:as_of AS DATE))
