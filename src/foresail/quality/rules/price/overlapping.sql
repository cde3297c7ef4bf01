WITH following AS (
    SELECT *, lead(valid_from) OVER (PARTITION BY product_id, channel, region, currency ORDER BY valid_from) AS next_from FROM price
)
SELECT product_id, valid_from, channel, region, 'valid_to' AS field, CAST(valid_to AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM following WHERE valid_to > next_from
