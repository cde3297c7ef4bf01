-- robust z-score of the logarithm: 0.6745 (x - median) / MAD beyond 5 (Iglewicz and Hoaglin, 1993)
WITH logged AS (
    SELECT opportunity_id, amount, amount_base, ln(CAST(amount_base AS DOUBLE)) AS x FROM opportunity WHERE amount_base > 0
),
middle AS (
    SELECT median(x) AS m, count(*) AS n FROM logged
),
spread AS (
    SELECT median(abs(l.x - m.m)) AS mad, max(m.m) AS m, max(m.n) AS n FROM logged l CROSS JOIN middle m
)
SELECT l.opportunity_id, 'amount' AS field, CAST(l.amount AS VARCHAR) AS found, l.amount_base AS money
FROM logged l CROSS JOIN spread s
WHERE s.n >= 30 AND s.mad > 0 AND CAST(0.6745 AS DOUBLE) * abs(l.x - s.m) / nullif(CAST(s.mad AS DOUBLE), 0) > 5
