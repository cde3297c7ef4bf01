-- What is known of every customer as of the day (back = 0) beside its purchases: money by window, service, deals,
-- contacts, invoices, size; and of a fixed sample of customers the same on ten days in the past, 91 days apart. Nothing
-- that happened on a later day enters a row; what stands in the account itself (size, place, trade) is as it is today,
-- since no history of it is kept. One pass over each table; the sample is even, by a hash of the id.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
line AS (
  SELECT
    order_id,
    CASE WHEN LOWER(kind) = 'return' OR quantity < 0 THEN 1 ELSE 0 END AS is_return,
    COALESCE(
      net_amount_base,
      CAST(ABS(quantity) * unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(discount_amount_base, 0))
    ) AS net
  FROM order_line
),
order_value AS (
  SELECT order_id, SUM(net) AS net
  FROM line
  WHERE is_return = 0
  GROUP BY order_id
),
purchase AS (
  SELECT
    o.account_id,
    DATE_DIFF('day', o.ordered_on, m.as_of) AS ago,
    CASE WHEN o.opportunity_id IS NULL THEN 1 ELSE 0 END AS is_own,
    v.net
  FROM "order" AS o
  CROSS JOIN moment AS m
  INNER JOIN order_value AS v ON v.order_id = o.order_id
  WHERE o.account_id IS NOT NULL
    AND o.ordered_on <= m.as_of
    AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
      'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
    )
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
asked AS (
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
    AVG(CASE WHEN p.ago >= a.back AND p.is_own = 1 THEN CAST(p.net AS DOUBLE) END) AS own_mean,
    MAX(CASE WHEN p.ago >= a.back THEN p.net END) AS net_most
  FROM asked AS a
  INNER JOIN purchase AS p ON p.account_id = a.account_id
  GROUP BY a.account_id, a.back
),
seen AS (
  SELECT c.account_id, c.back, m.as_of
  FROM customer AS c
  CROSS JOIN moment AS m
),
served AS (
  SELECT
    s.account_id,
    s.back,
    COUNT(*) AS tickets,
    SUM(CASE WHEN DATE_DIFF('day', t.opened_on, s.as_of) - s.back < 365 THEN 1 ELSE 0 END) AS tickets_365,
    MIN(DATE_DIFF('day', t.opened_on, s.as_of) - s.back) AS since_ticket,
    AVG(CASE WHEN DATE_DIFF('day', t.closed_on, s.as_of) >= s.back THEN CAST(t.satisfaction AS DOUBLE) END)
      AS satisfaction
  FROM seen AS s
  INNER JOIN ticket AS t ON t.account_id = s.account_id AND DATE_DIFF('day', t.opened_on, s.as_of) >= s.back
  GROUP BY s.account_id, s.back
),
heard AS (
  SELECT
    s.account_id,
    s.back,
    AVG(CASE WHEN LOWER(f.kind) = 'nps' THEN CAST(f.score AS DOUBLE) END) AS nps,
    AVG(CASE WHEN LOWER(f.kind) <> 'nps' THEN CAST(f.score AS DOUBLE) END) AS csat,
    MIN(DATE_DIFF('day', f.given_on, s.as_of) - s.back) AS since_feedback
  FROM seen AS s
  INNER JOIN feedback AS f ON f.account_id = s.account_id AND DATE_DIFF('day', f.given_on, s.as_of) >= s.back
  GROUP BY s.account_id, s.back
),
dealt AS (
  SELECT
    s.account_id,
    s.back,
    COUNT(*) AS deals,
    SUM(CASE WHEN DATE_DIFF('day', d.created_on, s.as_of) - s.back < 365 THEN 1 ELSE 0 END) AS deals_365,
    SUM(
      CASE WHEN d.closed_on IS NULL OR DATE_DIFF('day', d.closed_on, s.as_of) < s.back THEN 1 ELSE 0 END
    ) AS open_deals,
    SUM(
      CASE WHEN d.outcome = 'won' AND DATE_DIFF('day', d.closed_on, s.as_of) >= s.back THEN 1 ELSE 0 END
    ) AS won_deals,
    AVG(
      CASE
        WHEN d.outcome = 'won' AND DATE_DIFF('day', d.closed_on, s.as_of) >= s.back
          THEN CAST(d.amount_base AS DOUBLE)
      END
    ) AS won_mean,
    MIN(DATE_DIFF('day', d.created_on, s.as_of) - s.back) AS since_deal
  FROM seen AS s
  INNER JOIN opportunity AS d ON d.account_id = s.account_id AND DATE_DIFF('day', d.created_on, s.as_of) >= s.back
  GROUP BY s.account_id, s.back
),
met AS (
  SELECT
    s.account_id,
    s.back,
    SUM(CASE WHEN DATE_DIFF('day', a.occurred_on, s.as_of) - s.back < 90 THEN 1 ELSE 0 END) AS activities_90,
    MIN(DATE_DIFF('day', a.occurred_on, s.as_of) - s.back) AS since_activity
  FROM seen AS s
  INNER JOIN activity AS a ON a.account_id = s.account_id AND DATE_DIFF('day', a.occurred_on, s.as_of) >= s.back
  GROUP BY s.account_id, s.back
),
settled AS (
  SELECT invoice_id, MAX(paid_on) AS paid_on
  FROM payment
  WHERE invoice_id IS NOT NULL
  GROUP BY invoice_id
),
owed AS (
  SELECT
    s.account_id,
    s.back,
    SUM(CASE WHEN p.paid_on IS NULL OR DATE_DIFF('day', p.paid_on, s.as_of) < s.back THEN 1 ELSE 0 END) AS overdue
  FROM seen AS s
  INNER JOIN invoice AS i ON i.account_id = s.account_id AND DATE_DIFF('day', i.due_on, s.as_of) > s.back
  LEFT JOIN settled AS p ON p.invoice_id = i.invoice_id
  GROUP BY s.account_id, s.back
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
  c.own_mean,
  CAST(c.net_most AS DOUBLE) AS net_most,
  CAST(s.tickets AS INTEGER) AS tickets,
  CAST(s.tickets_365 AS INTEGER) AS tickets_365,
  CAST(s.since_ticket AS INTEGER) AS since_ticket,
  s.satisfaction,
  h.nps,
  h.csat,
  CAST(h.since_feedback AS INTEGER) AS since_feedback,
  CAST(d.deals AS INTEGER) AS deals,
  CAST(d.deals_365 AS INTEGER) AS deals_365,
  CAST(d.open_deals AS INTEGER) AS open_deals,
  CAST(d.won_deals AS INTEGER) AS won_deals,
  d.won_mean,
  CAST(d.since_deal AS INTEGER) AS since_deal,
  CAST(a.activities_90 AS INTEGER) AS activities_90,
  CAST(a.since_activity AS INTEGER) AS since_activity,
  CAST(w.overdue AS INTEGER) AS overdue,
  CAST(n.employee_count AS DOUBLE) AS employees,
  CAST(n.annual_revenue AS DOUBLE) AS company_revenue,
  n.region,
  n.industry,
  n.channel
FROM customer AS c
LEFT JOIN served AS s ON s.account_id = c.account_id AND s.back = c.back
LEFT JOIN heard AS h ON h.account_id = c.account_id AND h.back = c.back
LEFT JOIN dealt AS d ON d.account_id = c.account_id AND d.back = c.back
LEFT JOIN met AS a ON a.account_id = c.account_id AND a.back = c.back
LEFT JOIN owed AS w ON w.account_id = c.account_id AND w.back = c.back
LEFT JOIN account AS n ON n.account_id = c.account_id
