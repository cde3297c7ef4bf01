-- For the back-test: every customer's days of purchase one horizon ago, what it spent until then and in the horizon since.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
bought AS (
  SELECT
    p.account_id,
    DATE_DIFF('day', p.ordered_on, m.as_of) - :horizon_days AS ago,
    SUM(p.net) AS net,
    MAX(p.is_sale) AS is_sale
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  WHERE p.is_sale IS NOT NULL
  GROUP BY p.account_id, p.ordered_on, m.as_of
),
customer AS (
  SELECT
    account_id,
    SUM(CASE WHEN ago >= 0 AND is_sale = 1 THEN 1 ELSE 0 END) AS days_bought,
    MAX(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS first_ago,
    MIN(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS last_ago,
    SUM(CASE WHEN ago >= 0 THEN net ELSE 0 END) AS net_ever,
    SUM(CASE WHEN ago >= 0 AND ago < 365 THEN net ELSE 0 END) AS net_year,
    SUM(CASE WHEN ago < 0 THEN net ELSE 0 END) AS net_next
  FROM bought
  GROUP BY account_id
)
SELECT
  account_id,
  CAST(days_bought AS INTEGER) AS days_bought,
  CAST(first_ago AS INTEGER) AS first_ago,
  CAST(last_ago AS INTEGER) AS last_ago,
  CAST(COALESCE(net_ever, 0) AS DECIMAL(18, 4)) AS net_ever,
  CAST(COALESCE(net_year, 0) AS DECIMAL(18, 4)) AS net_year,
  CAST(COALESCE(net_next, 0) AS DECIMAL(18, 4)) AS net_next,
  m.as_of
FROM customer
CROSS JOIN moment AS m
WHERE first_ago IS NOT NULL
