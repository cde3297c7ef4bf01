-- Signs of life of every account at three moments: as of the day (k = 0), and one and two horizons before it (k = 1, 2).
-- Level 1: the account bought or signed. Level 2: it came to us (ticket, comment, visit of the web site, a new deal).
-- Level 3: any contact that was had with it. Days count, not rows. One pass over each table.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
sign AS (
  SELECT account_id, ordered_on AS on_date, 1 AS level FROM feature_purchases WHERE COALESCE(is_sale, 1) = 1
  UNION ALL
  SELECT account_id, closed_on AS on_date, 1 AS level FROM opportunity WHERE outcome = 'won'
  UNION ALL
  SELECT account_id, signed_on AS on_date, 1 AS level FROM contract
  UNION ALL
  SELECT account_id, starts_on AS on_date, 1 AS level FROM subscription
  UNION ALL
  SELECT account_id, opened_on AS on_date, 2 AS level FROM ticket
  UNION ALL
  SELECT account_id, given_on AS on_date, 2 AS level FROM feedback
  UNION ALL
  SELECT account_id, occurred_on AS on_date, 2 AS level FROM web_event
  UNION ALL
  SELECT account_id, created_on AS on_date, 2 AS level FROM opportunity
  UNION ALL
  SELECT account_id, occurred_on AS on_date, 3 AS level FROM activity
),
one_a_day AS (
  SELECT
    s.account_id,
    DATE_DIFF('day', s.on_date, m.as_of) AS ago,
    MIN(s.level) AS level
  FROM sign AS s
  CROSS JOIN moment AS m
  WHERE s.account_id IS NOT NULL AND s.on_date <= m.as_of
  GROUP BY s.account_id, s.on_date, m.as_of
),
dated AS (
  SELECT
    account_id,
    ago,
    level,
    MAX(CASE WHEN level = 1 THEN ago END) OVER (PARTITION BY account_id) AS first_bought
  FROM one_a_day
),
snapshot AS (
  SELECT 0 AS k
  UNION ALL SELECT 1 AS k
  UNION ALL SELECT 2 AS k
),
seen AS (
  SELECT
    d.account_id,
    s.k,
    d.ago - s.k * :horizon_days AS ago,
    d.level,
    d.first_bought - s.k * :horizon_days AS first_bought
  FROM dated AS d
  CROSS JOIN snapshot AS s
),
account_moment AS (
  SELECT
    account_id,
    k,
    MAX(CASE WHEN first_bought >= 0 THEN first_bought END) AS customer_days,
    MIN(CASE WHEN ago >= 0 AND level = 1 THEN ago END) AS since_bought,
    MIN(CASE WHEN ago >= 0 AND level <= 2 THEN ago END) AS since_came,
    MIN(CASE WHEN ago >= 0 THEN ago END) AS since_contact,
    SUM(CASE WHEN ago >= 0 AND ago <= first_bought AND level = 1 THEN 1 ELSE 0 END) AS days_bought,
    SUM(CASE WHEN ago >= 0 AND ago <= first_bought AND level <= 2 THEN 1 ELSE 0 END) AS days_came,
    SUM(CASE WHEN ago >= 0 AND ago <= first_bought THEN 1 ELSE 0 END) AS days_contact,
    MAX(CASE WHEN ago < 0 AND ago >= -:horizon_days AND level <= 2 THEN 1 ELSE 0 END) AS came_next
  FROM seen
  GROUP BY account_id, k
)
SELECT
  a.account_id,
  CAST(a.k AS INTEGER) AS k,
  CAST(a.customer_days AS INTEGER) AS customer_days,
  CAST(a.since_bought AS INTEGER) AS since_bought,
  CAST(a.since_came AS INTEGER) AS since_came,
  CAST(a.since_contact AS INTEGER) AS since_contact,
  CAST(a.days_bought AS INTEGER) AS days_bought,
  CAST(a.days_came AS INTEGER) AS days_came,
  CAST(a.days_contact AS INTEGER) AS days_contact,
  CAST(a.came_next AS INTEGER) AS came_next,
  m.as_of
FROM account_moment AS a
CROSS JOIN moment AS m
WHERE a.since_contact IS NOT NULL
