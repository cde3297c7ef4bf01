SELECT ticket_id, CAST(NULL AS VARCHAR) AS field, CAST(opened_on AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM ticket
WHERE (closed_on IS NULL OR closed_on > CAST(:as_of AS DATE)) AND date_diff('day', opened_on, CAST(:as_of AS DATE)) > 30
