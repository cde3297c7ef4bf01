-- Purchases of each product by week (from Monday): order lines that no deal stands behind, units, and the price paid
-- before discount. A negotiated deal does not follow the price list, so it tells nothing about it.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
line AS (
  SELECT
    l.product_id,
    o.ordered_on AS day,
    CASE WHEN o.opportunity_id IS NULL THEN 1 ELSE 0 END AS free,
    l.quantity AS units,
    CAST(COALESCE(l.net_amount_base, CAST(l.quantity * l.unit_price_base AS DECIMAL(18, 4)) - COALESCE(l.discount_amount_base, 0)) AS DECIMAL(18, 4)) AS net,
    ABS(COALESCE(l.discount_amount_base, 0)) AS discount
  FROM order_line AS l
  INNER JOIN "order" AS o ON o.order_id = l.order_id
  WHERE l.product_id IS NOT NULL AND l.quantity > 0 AND COALESCE(LOWER(l.kind), 'sale') <> 'return'
    AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
      'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
    )
)
SELECT
  l.product_id,
  CAST(FLOOR(CAST(DATE_DIFF('day', DATE '1970-01-05', l.day) AS DOUBLE) / nullif(CAST(7 AS DOUBLE), 0)) AS INTEGER) AS week,
  CAST(SUM(l.free) AS INTEGER) AS purchases,
  CAST(COUNT(*) AS INTEGER) AS lines,
  CAST(SUM(l.units) AS DOUBLE) AS units,
  CAST(SUM(l.net + l.discount) AS DOUBLE) AS gross,
  CAST(SUM(l.net) AS DOUBLE) AS net,
  CAST(SUM(CASE WHEN l.free = 1 THEN l.net ELSE 0 END) AS DOUBLE) AS free_net,
  MAX(m.as_of) AS as_of
FROM line AS l
CROSS JOIN moment AS m
WHERE l.day <= m.as_of
GROUP BY l.product_id, CAST(FLOOR(CAST(DATE_DIFF('day', DATE '1970-01-05', l.day) AS DOUBLE) / nullif(CAST(7 AS DOUBLE), 0)) AS INTEGER)
