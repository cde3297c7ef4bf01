-- One measure by period, cut by region, category, family, channel and owner: as much of it as is asked for in `:by`.
-- `value` is the measure, or the numerator of a share whose denominator is `base`.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of, CAST(:metric AS VARCHAR) AS metric, CAST(:by AS VARCHAR) AS cut, CAST(:grain AS VARCHAR) AS grain
),
people AS (
  SELECT r.representative_id, COALESCE(r.region, t.region) AS region
  FROM representative AS r
  LEFT JOIN team AS t ON t.team_id = r.team_id
),
line AS (
  SELECT
    l.order_id,
    l.product_id,
    CASE WHEN LOWER(l.kind) = 'return' OR l.quantity < 0 THEN -1 ELSE 1 END AS sign,
    ABS(l.quantity) AS quantity,
    ABS(COALESCE(l.discount_amount_base, 0)) AS discount,
    ABS(l.cost_amount_base) AS cost,
    COALESCE(
      ABS(l.net_amount_base),
      CAST(ABS(l.quantity) * l.unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(l.discount_amount_base, 0))
    ) AS net,
    COALESCE(
      l.net_amount_base,
      CAST(ABS(l.quantity) * l.unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(l.discount_amount_base, 0))
    ) AS said
  FROM order_line AS l
),
headed AS (
  SELECT
    o.order_id, o.account_id, o.ordered_on AS day, o.channel, COALESCE(o.region, a.region, w.region) AS region,
    COALESCE(o.owner_id, a.owner_id) AS owner_id
  FROM "order" AS o
  LEFT JOIN account AS a ON a.account_id = o.account_id
  LEFT JOIN people AS w ON w.representative_id = COALESCE(o.owner_id, a.owner_id)
  WHERE COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
    'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
  )
),
sold AS (
  SELECT
    h.day, h.region, h.channel, h.owner_id, p.category, p.family, l.sign, l.quantity, l.discount, l.cost,
    CASE WHEN l.sign < 0 THEN -l.net ELSE l.said END AS net
  FROM line AS l
  INNER JOIN headed AS h ON h.order_id = l.order_id
  LEFT JOIN product AS p ON p.product_id = l.product_id
),
sale_event AS (
  SELECT
    s.day, s.region, s.channel, s.owner_id, s.category, s.family,
    CASE
      WHEN m.metric = 'net_revenue' THEN CAST(s.net AS DECIMAL(18, 4))
      WHEN m.metric = 'gross_revenue' THEN CAST(s.net + s.sign * s.discount AS DECIMAL(18, 4))
      WHEN m.metric = 'units' AND s.sign > 0 THEN CAST(s.quantity AS DECIMAL(18, 4))
      WHEN m.metric = 'gross_margin' AND s.cost IS NOT NULL THEN CAST(s.net - s.sign * s.cost AS DECIMAL(18, 4))
      WHEN m.metric = 'discount_rate' THEN CAST(s.sign * s.discount AS DECIMAL(18, 4))
    END AS value,
    CASE
      WHEN m.metric = 'gross_margin' AND s.cost IS NOT NULL THEN CAST(s.net AS DECIMAL(18, 4))
      WHEN m.metric = 'discount_rate' THEN CAST(s.net + s.sign * s.discount AS DECIMAL(18, 4))
    END AS base
  FROM sold AS s
  CROSS JOIN moment AS m
  WHERE m.metric IN ('net_revenue', 'gross_revenue', 'units', 'gross_margin', 'discount_rate')
),
worth AS (
  SELECT order_id, SUM(CASE WHEN sign < 0 THEN -net ELSE said END) AS net, MAX(sign) AS sign
  FROM line
  GROUP BY order_id
),
order_event AS (
  SELECT
    h.day, h.region, h.channel, h.owner_id, CAST(NULL AS VARCHAR) AS category, CAST(NULL AS VARCHAR) AS family,
    CASE WHEN m.metric = 'orders' THEN CAST(1 AS DECIMAL(18, 4)) ELSE CAST(w.net AS DECIMAL(18, 4)) END AS value,
    CASE WHEN m.metric = 'orders' THEN CAST(NULL AS DECIMAL(18, 4)) ELSE CAST(CASE WHEN w.sign > 0 THEN 1 ELSE 0 END AS DECIMAL(18, 4)) END AS base
  FROM headed AS h
  INNER JOIN worth AS w ON w.order_id = h.order_id
  CROSS JOIN moment AS m
  WHERE (m.metric = 'orders' AND w.sign > 0) OR m.metric = 'average_order_value'
),
deal AS (
  SELECT
    o.created_on, o.closed_on, o.outcome, o.amount_base, COALESCE(a.region, w.region) AS region,
    COALESCE(o.channel, a.channel) AS channel, COALESCE(o.owner_id, a.owner_id) AS owner_id, p.category, p.family
  FROM opportunity AS o
  LEFT JOIN account AS a ON a.account_id = o.account_id
  LEFT JOIN people AS w ON w.representative_id = COALESCE(o.owner_id, a.owner_id)
  LEFT JOIN product AS p ON p.product_id = o.product_id
),
deal_event AS (
  SELECT
    CASE WHEN m.metric IN ('created_amount', 'created_count') THEN d.created_on ELSE d.closed_on END AS day,
    d.region, d.channel, d.owner_id, d.category, d.family,
    CASE
      WHEN m.metric IN ('won_amount', 'created_amount') THEN CAST(d.amount_base AS DECIMAL(18, 4))
      WHEN m.metric = 'win_rate' AND d.outcome = 'lost' THEN CAST(0 AS DECIMAL(18, 4))
      ELSE CAST(1 AS DECIMAL(18, 4))
    END AS value,
    CASE WHEN m.metric = 'win_rate' THEN CAST(1 AS DECIMAL(18, 4)) END AS base
  FROM deal AS d
  CROSS JOIN moment AS m
  WHERE (m.metric IN ('won_amount', 'won_count') AND d.outcome = 'won')
    OR (m.metric = 'win_rate' AND d.outcome IN ('won', 'lost'))
    OR m.metric IN ('created_amount', 'created_count')
),
lead_event AS (
  SELECT
    l.created_on AS day, l.region, l.channel, l.owner_id, CAST(NULL AS VARCHAR) AS category,
    CAST(NULL AS VARCHAR) AS family, CAST(1 AS DECIMAL(18, 4)) AS value, CAST(NULL AS DECIMAL(18, 4)) AS base
  FROM lead AS l
  CROSS JOIN moment AS m
  WHERE m.metric = 'leads'
),
cash_event AS (
  SELECT
    p.paid_on AS day, COALESCE(o.region, a.region) AS region, o.channel, COALESCE(o.owner_id, a.owner_id) AS owner_id,
    CAST(NULL AS VARCHAR) AS category, CAST(NULL AS VARCHAR) AS family, CAST(p.amount_base AS DECIMAL(18, 4)) AS value,
    CAST(NULL AS DECIMAL(18, 4)) AS base
  FROM payment AS p
  LEFT JOIN "order" AS o ON o.order_id = p.order_id
  LEFT JOIN account AS a ON a.account_id = COALESCE(p.account_id, o.account_id)
  CROSS JOIN moment AS m
  WHERE m.metric = 'collected_amount'
),
event AS (
  SELECT * FROM sale_event
  UNION ALL
  SELECT * FROM order_event
  UNION ALL
  SELECT * FROM deal_event
  UNION ALL
  SELECT * FROM lead_event
  UNION ALL
  SELECT * FROM cash_event
),
placed AS (
  SELECT
    CASE
      WHEN m.grain = 'day' THEN e.day
      WHEN m.grain = 'week' THEN CAST(e.day - CAST(MOD(DATE_DIFF('day', DATE '1900-01-01', e.day), 7) AS INTEGER) AS DATE)
      WHEN m.grain = 'quarter' THEN CAST(DATE_TRUNC('quarter', e.day) AS DATE)
      ELSE CAST(DATE_TRUNC('month', e.day) AS DATE)
    END AS period,
    CASE WHEN m.cut = 'auto' OR m.cut LIKE '%region%' THEN COALESCE(e.region, '—') ELSE '' END AS region,
    CASE WHEN m.cut = 'auto' OR m.cut LIKE '%category%' THEN COALESCE(e.category, '—') ELSE '' END AS category,
    CASE WHEN m.cut LIKE '%family%' THEN COALESCE(e.family, '—') ELSE '' END AS family,
    CASE WHEN m.cut = 'auto' OR m.cut LIKE '%channel%' THEN COALESCE(e.channel, '—') ELSE '' END AS channel,
    CASE WHEN m.cut = 'auto' OR m.cut LIKE '%owner%' THEN COALESCE(e.owner_id, '—') ELSE '' END AS owner_id,
    e.day, e.value, e.base, m.as_of
  FROM event AS e
  CROSS JOIN moment AS m
  WHERE e.day <= m.as_of AND e.value IS NOT NULL
)
SELECT
  period, region, category, family, channel, owner_id, CAST(SUM(value) AS DOUBLE) AS value, CAST(SUM(base) AS DOUBLE) AS base,
  CAST(COUNT(*) AS INTEGER) AS events, MIN(day) AS first_on, MAX(as_of) AS as_of
FROM placed
GROUP BY period, region, category, family, channel, owner_id
