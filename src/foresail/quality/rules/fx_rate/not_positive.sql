SELECT on_date, currency, 'rate' AS field, CAST(rate AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM fx_rate WHERE rate <= 0
