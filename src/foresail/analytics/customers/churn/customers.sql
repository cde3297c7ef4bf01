-- Every customer that bought within the active time, as of the day (k = 0); and of a fixed sample of customers the same
-- on days in the past (k = 1, 2 …, two months apart), with whether they bought in the time that followed. Nothing of a
-- later day enters a row. One pass over the lines; the sample is even, by a hash of the id.
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
  SELECT
    order_id,
    SUM(CASE WHEN is_return = 1 THEN -ABS(net) ELSE net END) AS net,
    MAX(1 - is_return) AS is_sale,
    MAX(is_return) AS has_return
  FROM line
  GROUP BY order_id
),
daily AS (
  SELECT
    o.account_id,
    DATE_DIFF('day', o.ordered_on, m.as_of) AS ago,
    SUM(v.net) AS net,
    MAX(v.is_sale) AS is_sale,
    MAX(v.has_return) AS has_return,
    MAX(CASE WHEN o.opportunity_id IS NULL THEN 0 ELSE 1 END) AS by_deal
  FROM "order" AS o
  CROSS JOIN moment AS m
  INNER JOIN order_value AS v ON v.order_id = o.order_id
  WHERE o.account_id IS NOT NULL
    AND o.ordered_on <= m.as_of
    AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
      'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
    )
  GROUP BY o.account_id, DATE_DIFF('day', o.ordered_on, m.as_of)
),
purchase AS (
  SELECT
    d.*,
    CASE
      WHEN d.is_sale = 1
        THEN LAG(d.ago) OVER (PARTITION BY d.account_id, d.is_sale ORDER BY d.ago DESC) - d.ago
    END AS gap
  FROM daily AS d
),
buyer AS (
  SELECT account_id, MAX(ago) AS tenure
  FROM daily
  WHERE is_sale = 1
  GROUP BY account_id
),
sampled AS (
  SELECT account_id
  FROM buyer
  QUALIFY ROW_NUMBER() OVER (ORDER BY MD5(account_id), account_id) <= :learn_customers
),
look AS (
  SELECT 0 AS k UNION ALL SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3 UNION ALL SELECT 4 UNION ALL SELECT 5
  UNION ALL SELECT 6 UNION ALL SELECT 7 UNION ALL SELECT 8 UNION ALL SELECT 9 UNION ALL SELECT 10 UNION ALL SELECT 11
  UNION ALL SELECT 12 UNION ALL SELECT 13 UNION ALL SELECT 14
),
snapshot AS (
  SELECT k, CASE WHEN k = 0 THEN 0 ELSE :horizon_days + (k - 1) * 60 END AS back
  FROM look
),
asked AS (
  SELECT b.account_id, s.k, s.back
  FROM buyer AS b
  INNER JOIN snapshot AS s ON s.k = 0
  UNION ALL
  SELECT b.account_id, s.k, s.back
  FROM buyer AS b
  INNER JOIN sampled AS c ON c.account_id = b.account_id
  INNER JOIN snapshot AS s ON s.k > 0 AND s.back <= b.tenure
),
seen AS (
  SELECT a.account_id, a.k, a.back, p.ago - a.back AS ago, p.net, p.is_sale, p.has_return, p.by_deal, p.gap
  FROM asked AS a
  INNER JOIN purchase AS p ON p.account_id = a.account_id
),
customer AS (
  SELECT
    account_id,
    k,
    back,
    MIN(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS recency,
    MAX(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS tenure,
    SUM(CASE WHEN ago >= 0 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders,
    SUM(CASE WHEN ago >= 0 AND ago < 90 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders_90,
    SUM(CASE WHEN ago >= 0 AND ago < 180 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders_180,
    SUM(CASE WHEN ago >= 0 AND ago < 365 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders_365,
    SUM(CASE WHEN ago >= 365 AND ago < 730 AND is_sale = 1 THEN 1 ELSE 0 END) AS orders_before,
    SUM(CASE WHEN ago >= 0 AND ago < 365 THEN net ELSE 0 END) AS net_365,
    SUM(CASE WHEN ago >= 0 AND ago < 365 AND has_return = 1 THEN 1 ELSE 0 END) AS returns_365,
    MIN(CASE WHEN ago >= 0 AND by_deal = 1 THEN ago END) AS since_deal_order,
    AVG(CASE WHEN ago >= 0 THEN CAST(gap AS DOUBLE) END) AS gap_mean,
    STDDEV_POP(CASE WHEN ago >= 0 THEN CAST(gap AS DOUBLE) END) AS gap_spread,
    MAX(CASE WHEN ago >= 0 THEN gap END) AS gap_longest,
    MAX(CASE WHEN ago < 0 AND ago >= -:horizon_days AND is_sale = 1 THEN 1 ELSE 0 END) AS bought
  FROM seen
  GROUP BY account_id, k, back
),
active AS (
  SELECT c.*, m.as_of
  FROM customer AS c
  CROSS JOIN moment AS m
  WHERE c.recency <= :active_days
),
served AS (
  SELECT
    c.account_id,
    c.k,
    SUM(CASE WHEN DATE_DIFF('day', t.opened_on, c.as_of) - c.back < 180 THEN 1 ELSE 0 END) AS tickets_180,
    SUM(
      CASE WHEN t.closed_on IS NULL OR DATE_DIFF('day', t.closed_on, c.as_of) < c.back THEN 1 ELSE 0 END
    ) AS tickets_open,
    AVG(
      CASE WHEN DATE_DIFF('day', t.closed_on, c.as_of) >= c.back THEN CAST(t.satisfaction AS DOUBLE) END
    ) AS satisfaction,
    MIN(DATE_DIFF('day', t.opened_on, c.as_of) - c.back) AS since_ticket
  FROM active AS c
  INNER JOIN ticket AS t ON t.account_id = c.account_id AND DATE_DIFF('day', t.opened_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.k
),
heard AS (
  SELECT
    c.account_id,
    c.k,
    AVG(CASE WHEN LOWER(f.kind) = 'nps' THEN CAST(f.score AS DOUBLE) END) AS nps,
    AVG(CASE WHEN LOWER(f.kind) <> 'nps' THEN CAST(f.score AS DOUBLE) END) AS csat,
    MIN(DATE_DIFF('day', f.given_on, c.as_of) - c.back) AS since_feedback
  FROM active AS c
  INNER JOIN feedback AS f ON f.account_id = c.account_id AND DATE_DIFF('day', f.given_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.k
),
met AS (
  SELECT
    c.account_id,
    c.k,
    SUM(CASE WHEN DATE_DIFF('day', a.occurred_on, c.as_of) - c.back < 90 THEN 1 ELSE 0 END) AS activities_90,
    MIN(DATE_DIFF('day', a.occurred_on, c.as_of) - c.back) AS since_activity
  FROM active AS c
  INNER JOIN activity AS a ON a.account_id = c.account_id AND DATE_DIFF('day', a.occurred_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.k
),
dealt AS (
  SELECT
    c.account_id,
    c.k,
    SUM(
      CASE WHEN d.closed_on IS NULL OR DATE_DIFF('day', d.closed_on, c.as_of) < c.back THEN 1 ELSE 0 END
    ) AS open_deals,
    SUM(CASE WHEN DATE_DIFF('day', d.created_on, c.as_of) - c.back < 365 THEN 1 ELSE 0 END) AS deals_365,
    MIN(DATE_DIFF('day', d.created_on, c.as_of) - c.back) AS since_deal
  FROM active AS c
  INNER JOIN opportunity AS d ON d.account_id = c.account_id AND DATE_DIFF('day', d.created_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.k
),
settled AS (
  SELECT invoice_id, MAX(paid_on) AS paid_on
  FROM payment
  WHERE invoice_id IS NOT NULL
  GROUP BY invoice_id
),
owed AS (
  SELECT
    c.account_id,
    c.k,
    SUM(
      CASE WHEN s.paid_on IS NULL OR DATE_DIFF('day', s.paid_on, c.as_of) < c.back THEN 1 ELSE 0 END
    ) AS overdue
  FROM active AS c
  INNER JOIN invoice AS i ON i.account_id = c.account_id AND DATE_DIFF('day', i.due_on, c.as_of) > c.back
  LEFT JOIN settled AS s ON s.invoice_id = i.invoice_id
  GROUP BY c.account_id, c.k
),
subscribed AS (
  SELECT
    c.account_id,
    c.k,
    SUM(
      CASE
        WHEN (n.cancelled_on IS NULL OR DATE_DIFF('day', n.cancelled_on, c.as_of) < c.back)
          AND (n.ends_on IS NULL OR DATE_DIFF('day', n.ends_on, c.as_of) < c.back) THEN 1 ELSE 0
      END
    ) AS contracts,
    SUM(CASE WHEN DATE_DIFF('day', n.cancelled_on, c.as_of) >= c.back THEN 1 ELSE 0 END) AS contracts_cancelled
  FROM active AS c
  INNER JOIN subscription AS n ON n.account_id = c.account_id AND DATE_DIFF('day', n.starts_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.k
)
SELECT
  c.account_id,
  c.as_of,
  CAST(c.k AS INTEGER) AS k,
  CAST(c.back AS INTEGER) AS back,
  CAST(CASE WHEN c.k = 0 THEN NULL ELSE 1 - c.bought END AS INTEGER) AS stopped,
  CAST(c.recency AS INTEGER) AS recency,
  CAST(c.tenure AS INTEGER) AS tenure,
  CAST(c.orders AS INTEGER) AS orders,
  CAST(c.orders_90 AS INTEGER) AS orders_90,
  CAST(c.orders_180 AS INTEGER) AS orders_180,
  CAST(c.orders_365 AS INTEGER) AS orders_365,
  CAST(c.orders_before AS INTEGER) AS orders_before,
  CAST(c.net_365 AS DECIMAL(18, 4)) AS net_365,
  CAST(c.returns_365 AS INTEGER) AS returns_365,
  CAST(c.since_deal_order AS INTEGER) AS since_deal_order,
  c.gap_mean,
  c.gap_spread,
  CAST(c.gap_longest AS INTEGER) AS gap_longest,
  CAST(s.tickets_180 AS INTEGER) AS tickets_180,
  CAST(s.tickets_open AS INTEGER) AS tickets_open,
  s.satisfaction,
  CAST(s.since_ticket AS INTEGER) AS since_ticket,
  h.nps,
  h.csat,
  CAST(h.since_feedback AS INTEGER) AS since_feedback,
  CAST(a.activities_90 AS INTEGER) AS activities_90,
  CAST(a.since_activity AS INTEGER) AS since_activity,
  CAST(d.open_deals AS INTEGER) AS open_deals,
  CAST(d.deals_365 AS INTEGER) AS deals_365,
  CAST(d.since_deal AS INTEGER) AS since_deal,
  CAST(w.overdue AS INTEGER) AS overdue,
  CAST(n.contracts AS INTEGER) AS contracts,
  CAST(n.contracts_cancelled AS INTEGER) AS contracts_cancelled
FROM active AS c
LEFT JOIN served AS s ON s.account_id = c.account_id AND s.k = c.k
LEFT JOIN heard AS h ON h.account_id = c.account_id AND h.k = c.k
LEFT JOIN met AS a ON a.account_id = c.account_id AND a.k = c.k
LEFT JOIN dealt AS d ON d.account_id = c.account_id AND d.k = c.k
LEFT JOIN owed AS w ON w.account_id = c.account_id AND w.k = c.k
LEFT JOIN subscribed AS n ON n.account_id = c.account_id AND n.k = c.k
