-- Units sold of each product by month; returns are not taken off, they were asked for.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
line AS (
  SELECT l.product_id, o.ordered_on AS day, l.quantity
  FROM order_line AS l
  INNER JOIN "order" AS o ON o.order_id = l.order_id
  WHERE l.product_id IS NOT NULL AND l.quantity > 0 AND COALESCE(LOWER(l.kind), 'sale') <> 'return'
    AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
      'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
    )
)
SELECT
  l.product_id,
  CAST(DATE_TRUNC('month', l.day) AS DATE) AS period,
  CAST(SUM(l.quantity) AS DOUBLE) AS value,
  CAST(NULL AS DOUBLE) AS base,
  MIN(l.day) AS first_on,
  MAX(m.as_of) AS as_of
FROM line AS l
CROSS JOIN moment AS m
WHERE l.day <= m.as_of
GROUP BY l.product_id, CAST(DATE_TRUNC('month', l.day) AS DATE)
