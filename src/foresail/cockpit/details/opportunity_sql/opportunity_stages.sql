-- How long the deal stood in each stage while it was open.
SELECT
    stage, MIN(valid_from) AS first_on,
    CAST(SUM(DATE_DIFF('day', valid_from, LEAST(valid_to, CAST(:as_of AS DATE)))) AS BIGINT) AS days
FROM opportunity_span
WHERE opportunity_id = :id AND outcome = 'open' AND valid_from <= CAST(:as_of AS DATE)
GROUP BY stage
ORDER BY first_on, stage
LIMIT 40
