-- Monthly targets of the company, of regions and of people, in the base currency.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of, CAST(:metric AS VARCHAR) AS metric
)
SELECT
  LOWER(t.scope) AS scope,
  t.scope_id,
  CAST(DATE_TRUNC('month', t.starts_on) AS DATE) AS period,
  CAST(SUM(COALESCE(t.value_base, t.value)) AS DOUBLE) AS target
FROM target AS t
CROSS JOIN moment AS m
WHERE t.grain = 'month' AND t.metric = m.metric AND LOWER(t.scope) IN ('company', 'region', 'representative')
GROUP BY LOWER(t.scope), t.scope_id, CAST(DATE_TRUNC('month', t.starts_on) AS DATE)
