-- a series of targets that ended with the period before the one that holds the day
WITH series AS (
    SELECT metric, grain, scope, scope_id, max(starts_on) AS starts_on FROM target GROUP BY metric, grain, scope, scope_id
),
months AS (
    SELECT *, CASE grain WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 WHEN 'year' THEN 12 END AS length FROM series
),
run_out AS (
    SELECT *, (year(CAST(:as_of AS DATE)) * 12 + month(CAST(:as_of AS DATE))) - (year(starts_on) * 12 + month(starts_on)) AS age FROM months
)
SELECT metric, starts_on, grain, scope, scope_id, CAST(NULL AS VARCHAR) AS field, CAST(starts_on AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM run_out WHERE age >= length AND age < 2 * length + 12
