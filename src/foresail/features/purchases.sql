-- Orders that count, as of the day: one row an order of a known customer that was not cancelled. In the base currency:
-- `net` is what it came to, returns taken off (as the measure net_revenue has it), `sold` without taking them off. These,
-- `is_sale` (something was sold), `has_return` and `product_id` (one of those sold) are empty for an order without lines.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
line AS (
  SELECT
    order_id,
    product_id,
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
    SUM(CASE WHEN is_return = 0 THEN net END) AS sold,
    MAX(1 - is_return) AS is_sale,
    MAX(is_return) AS has_return,
    MIN(CASE WHEN is_return = 0 THEN product_id END) AS product_id
  FROM line
  GROUP BY order_id
)
SELECT
  o.order_id,
  o.account_id,
  o.ordered_on,
  o.channel,
  CASE WHEN o.opportunity_id IS NULL THEN 0 ELSE 1 END AS by_deal,
  CAST(v.net AS DECIMAL(18, 4)) AS net,
  CAST(v.sold AS DECIMAL(18, 4)) AS sold,
  v.is_sale,
  v.has_return,
  v.product_id
FROM "order" AS o
CROSS JOIN moment AS m
LEFT JOIN order_value AS v ON v.order_id = o.order_id
WHERE o.account_id IS NOT NULL
  AND o.ordered_on <= m.as_of
  AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
    'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
  )
