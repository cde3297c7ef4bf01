SELECT lead_id, 'converted_at' AS field, CAST(converted_at AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM lead WHERE converted_on < created_on
