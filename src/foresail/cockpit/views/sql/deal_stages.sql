-- The columns of the board: every stage that open deals can stand in, with how many do and what they are worth.
WITH counted AS (
    SELECT
        COALESCE(pipeline, '') AS pipeline, COALESCE(stage, '') AS stage, MIN(position) AS position, COUNT(*) AS deals,
        SUM(amount) AS amount, SUM(expected_amount) AS expected_amount
    FROM open_deals
    GROUP BY COALESCE(pipeline, ''), COALESCE(stage, '')
),
declared AS (
    SELECT COALESCE(pipeline, '') AS pipeline, stage, MIN(position) AS position
    FROM stage
    WHERE outcome = 'open' OR outcome IS NULL
    GROUP BY COALESCE(pipeline, ''), stage
),
lived AS (
    SELECT DISTINCT pipeline FROM counted
)
SELECT
    COALESCE(c.pipeline, d.pipeline) AS pipeline, COALESCE(c.stage, d.stage) AS stage,
    COALESCE(d.position, c.position) AS position, COALESCE(c.deals, 0) AS deals, COALESCE(c.amount, 0) AS amount,
    c.expected_amount
FROM counted AS c
FULL OUTER JOIN (
    SELECT d.pipeline, d.stage, d.position FROM declared AS d JOIN lived AS l ON l.pipeline = d.pipeline
) AS d ON d.pipeline = c.pipeline AND d.stage = c.stage
