SELECT ticket_id, 'closed_at' AS field, CAST(closed_at AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM ticket WHERE closed_at < opened_at
