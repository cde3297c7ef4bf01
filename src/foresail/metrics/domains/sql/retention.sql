-- A row per customer who was active in the period before: active again, or not.
WITH active AS (
    SELECT DISTINCT f.bucket, f.inside, f.account_id, f.dims
    FROM fact AS f
    WHERE NOT f.cancelled AND f.sales_kind = 'sale' AND f.account_id IS NOT NULL
), seen AS (
    SELECT p.period_start, a.account_id, a.dims, 0 AS again, 1 AS was
    FROM active AS a
    JOIN period AS p ON p.before_start = a.bucket AND p.first_on <= :as_of
    UNION ALL
    SELECT p.period_start, a.account_id, a.dims, 1 AS again, 0 AS was
    FROM active AS a
    JOIN period AS p ON p.period_start = a.bucket AND a.inside
)
SELECT s.period_start, s.account_id, s.dims, max(s.again) AS numerator, max(s.was) AS denominator
FROM seen AS s
GROUP BY ALL
HAVING max(s.was) = 1
