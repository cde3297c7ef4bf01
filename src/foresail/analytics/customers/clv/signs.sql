-- What is known of every customer as of the day (back = 0) beside its purchases: money by window, service, deals,
-- contacts, invoices, size; and of a fixed sample of customers the same on ten days in the past, 91 days apart. Nothing
-- that happened on a later day enters a row; what stands in the account itself (size, place, trade) is as it is today,
-- since no history of it is kept. One pass over each table; the sample is even, by a hash of the id.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
purchase AS (
  SELECT
    p.account_id,
    DATE_DIFF('day', p.ordered_on, m.as_of) AS ago,
    1 - p.by_deal AS is_own,
    p.sold AS net
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  WHERE p.is_sale = 1
),
buyer AS (
  SELECT account_id, MAX(ago) AS tenure
  FROM purchase
  GROUP BY account_id
),
placed AS (
  SELECT account_id, tenure, ROW_NUMBER() OVER (ORDER BY MD5(account_id), account_id) AS place
  FROM buyer
),
look AS (
  SELECT 0 AS back UNION ALL SELECT 91 UNION ALL SELECT 182 UNION ALL SELECT 273 UNION ALL SELECT 364
  UNION ALL SELECT 455 UNION ALL SELECT 546 UNION ALL SELECT 637 UNION ALL SELECT 728 UNION ALL SELECT 819
  UNION ALL SELECT 910
),
looked_at AS (
  SELECT p.account_id, l.back, CASE WHEN p.place <= :learn_customers THEN 1 ELSE 0 END AS is_sample
  FROM placed AS p
  INNER JOIN look AS l ON l.back = 0 OR (l.back <= p.tenure AND p.place <= :learn_customers)
),
customer AS (
  SELECT
    a.account_id,
    a.back,
    MAX(a.is_sample) AS is_sample,
    SUM(CASE WHEN p.ago >= a.back AND p.ago < a.back + 180 THEN p.is_own ELSE 0 END) AS own_180,
    SUM(CASE WHEN p.ago >= a.back AND p.ago < a.back + 365 THEN p.is_own ELSE 0 END) AS own_365,
    MIN(CASE WHEN p.ago >= a.back AND p.is_own = 1 THEN p.ago - a.back END) AS since_own,
    SUM(CASE WHEN p.ago >= a.back AND p.ago < a.back + 90 THEN p.net END) AS net_90,
    SUM(CASE WHEN p.ago >= a.back AND p.ago < a.back + 180 THEN p.net END) AS net_180,
    SUM(CASE WHEN p.ago >= a.back AND p.ago < a.back + 365 THEN p.net END) AS net_365,
    SUM(CASE WHEN p.ago >= a.back THEN p.net END) AS net_ever,
    SUM(CASE WHEN p.ago >= a.back AND p.is_own = 1 THEN p.net END) AS own_net,
    SUM(CASE WHEN p.ago >= a.back AND p.is_own = 1 AND p.net IS NOT NULL THEN 1 ELSE 0 END) AS own_orders,
    MAX(CASE WHEN p.ago >= a.back THEN p.net END) AS net_most
  FROM looked_at AS a
  INNER JOIN purchase AS p ON p.account_id = a.account_id
  GROUP BY a.account_id, a.back
),
asked AS (
  SELECT account_id, back
  FROM customer
)
SELECT
  c.account_id,
  CAST(c.back AS INTEGER) AS back,
  CAST(c.is_sample AS INTEGER) AS is_sample,
  CAST(c.own_180 AS INTEGER) AS own_180,
  CAST(c.own_365 AS INTEGER) AS own_365,
  CAST(c.since_own AS INTEGER) AS since_own,
  CAST(c.net_90 AS DOUBLE) AS net_90,
  CAST(c.net_180 AS DOUBLE) AS net_180,
  CAST(c.net_365 AS DOUBLE) AS net_365,
  CAST(c.net_ever AS DOUBLE) AS net_ever,
  CAST(c.own_net AS DOUBLE) / NULLIF(CAST(c.own_orders AS DOUBLE), 0) AS own_mean,
  CAST(c.net_most AS DOUBLE) AS net_most,
  s.tickets,
  s.tickets_365,
  s.since_ticket,
  s.satisfaction,
  s.nps,
  s.csat,
  s.since_feedback,
  s.deals,
  s.deals_365,
  s.open_deals,
  s.won_deals,
  s.won_mean,
  s.since_deal,
  s.activities_90,
  s.since_activity,
  s.overdue,
  CAST(n.employee_count AS DOUBLE) AS employees,
  CAST(n.annual_revenue AS DOUBLE) AS company_revenue,
  n.region,
  n.industry,
  n.channel
FROM customer AS c
LEFT JOIN feature_signs_of_life AS s ON s.account_id = c.account_id AND s.back = c.back
LEFT JOIN account AS n ON n.account_id = c.account_id
