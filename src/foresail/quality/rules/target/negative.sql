SELECT metric, starts_on, grain, scope, scope_id, 'value' AS field, CAST(value AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM target WHERE value < 0
