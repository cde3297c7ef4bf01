-- Monthly targets of the company, regions, teams and people, counted from the month of the day (0; 1 is the next).
WITH moment AS (
  SELECT
    CAST(:as_of AS DATE) AS as_of,
    EXTRACT(YEAR FROM CAST(:as_of AS DATE)) * 12 + EXTRACT(MONTH FROM CAST(:as_of AS DATE)) AS month_no
)
SELECT
  t.metric AS measure,
  LOWER(t.scope) AS scope,
  t.scope_id,
  CAST(EXTRACT(YEAR FROM t.starts_on) * 12 + EXTRACT(MONTH FROM t.starts_on) - m.month_no AS INTEGER) AS month,
  CAST(SUM(COALESCE(t.value_base, t.value)) AS DECIMAL(18, 4)) AS target
FROM target AS t
CROSS JOIN moment AS m
WHERE t.grain = 'month' AND t.metric IN ('net_revenue', 'won_amount')
GROUP BY
  t.metric, LOWER(t.scope), t.scope_id, EXTRACT(YEAR FROM t.starts_on) * 12 + EXTRACT(MONTH FROM t.starts_on) - m.month_no
