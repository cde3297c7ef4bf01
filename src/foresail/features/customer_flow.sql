-- Who came, stayed, came back and left in every month or quarter, by the period of the first purchase. A period is known
-- by the number of its first month (year × 12 + month − 1). The result is small.
-- States: new, retained (bought in the period before, too), back (bought after a pause), lost (bought in the period
-- before, not in this one: its money is `net_before`), returns (no purchase, only returns).
WITH moment AS (
  SELECT
    CAST(:as_of AS DATE) AS as_of,
    CASE WHEN :period = 'quarter' THEN 3 ELSE 1 END AS step,
    EXTRACT(YEAR FROM CAST(:as_of AS DATE)) * 12 + EXTRACT(MONTH FROM CAST(:as_of AS DATE)) - 1
      - CASE WHEN :period = 'quarter' THEN (EXTRACT(MONTH FROM CAST(:as_of AS DATE)) - 1) % 3 ELSE 0 END AS last_month
),
purchase AS (
  SELECT
    p.account_id,
    EXTRACT(YEAR FROM p.ordered_on) * 12 + EXTRACT(MONTH FROM p.ordered_on) - 1
      - CASE WHEN :period = 'quarter' THEN (EXTRACT(MONTH FROM p.ordered_on) - 1) % 3 ELSE 0 END AS start_month,
    m.step,
    m.last_month,
    p.net,
    p.is_sale
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  WHERE p.is_sale IS NOT NULL
),
account_period AS (
  SELECT
    account_id,
    start_month,
    step,
    last_month,
    COALESCE(SUM(net), 0) AS net,
    SUM(is_sale) AS order_count
  FROM purchase
  GROUP BY account_id, start_month, step, last_month
),
active AS (
  SELECT
    account_id,
    start_month,
    step,
    last_month,
    net,
    order_count,
    MIN(start_month) OVER (PARTITION BY account_id) AS cohort_month,
    LAG(start_month) OVER (PARTITION BY account_id ORDER BY start_month) AS month_before,
    LAG(net) OVER (PARTITION BY account_id ORDER BY start_month) AS net_before,
    LEAD(start_month) OVER (PARTITION BY account_id ORDER BY start_month) AS month_after
  FROM account_period
  WHERE order_count > 0
),
only_returns AS (
  SELECT start_month, net
  FROM account_period
  WHERE order_count = 0
),
state AS (
  SELECT
    cohort_month,
    start_month,
    CASE
      WHEN month_before IS NULL THEN 'new'
      WHEN month_before = start_month - step THEN 'retained'
      ELSE 'back'
    END AS state,
    net,
    CASE WHEN month_before = start_month - step THEN net_before ELSE 0 END AS net_before,
    order_count
  FROM active
  UNION ALL
  SELECT
    cohort_month,
    start_month + step AS start_month,
    'lost' AS state,
    0 AS net,
    net AS net_before,
    0 AS order_count
  FROM active
  WHERE COALESCE(month_after, 999999) > start_month + step AND start_month + step <= last_month
  UNION ALL
  SELECT
    start_month AS cohort_month,
    start_month,
    'returns' AS state,
    net,
    0 AS net_before,
    0 AS order_count
  FROM only_returns
)
SELECT
  CAST(s.cohort_month AS INTEGER) AS cohort_month,
  CAST(s.start_month AS INTEGER) AS start_month,
  s.state,
  CAST(COUNT(*) AS INTEGER) AS customers,
  CAST(SUM(s.order_count) AS INTEGER) AS orders,
  CAST(SUM(s.net) AS DECIMAL(18, 4)) AS net,
  CAST(SUM(s.net_before) AS DECIMAL(18, 4)) AS net_before,
  CAST(SUM(CASE WHEN s.net > s.net_before THEN s.net - s.net_before ELSE 0 END) AS DECIMAL(18, 4)) AS grown,
  CAST(SUM(CASE WHEN s.net < s.net_before THEN s.net_before - s.net ELSE 0 END) AS DECIMAL(18, 4)) AS shrunk,
  m.as_of
FROM state AS s
CROSS JOIN moment AS m
GROUP BY s.cohort_month, s.start_month, s.state, m.as_of
