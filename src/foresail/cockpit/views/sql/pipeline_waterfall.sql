-- The steps from the opening to the closing total; the usual ones stand even where nothing happened.
WITH usual AS (
    SELECT 1 AS position, 'opening' AS step
    UNION ALL SELECT 2, 'new'
    UNION ALL SELECT 4, 'pulled_in'
    UNION ALL SELECT 5, 'pushed_out'
    UNION ALL SELECT 6, 'grown'
    UNION ALL SELECT 7, 'shrunk'
    UNION ALL SELECT 9, 'won'
    UNION ALL SELECT 10, 'lost'
    UNION ALL SELECT 12, 'closing'
),
summed AS (
    SELECT position, step, COUNT(*) AS deals, SUM(amount) AS amount FROM pipeline_moves GROUP BY position, step
)
SELECT
    COALESCE(u.position, s.position) AS position, COALESCE(u.step, s.step) AS step, COALESCE(s.deals, 0) AS deals,
    COALESCE(s.amount, 0) AS amount, COALESCE(u.step, s.step) IN ('opening', 'closing') AS is_total
FROM usual AS u
FULL OUTER JOIN summed AS s ON s.step = u.step
