-- What every customer bought on each day: net revenue in the base currency, returns taken off. One pass over the lines.
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
    MAX(1 - is_return) AS is_sale
  FROM line
  GROUP BY order_id
)
SELECT
  o.account_id,
  o.ordered_on AS bought_on,
  CAST(SUM(v.net) AS DECIMAL(18, 4)) AS net
FROM "order" AS o
CROSS JOIN moment AS m
INNER JOIN order_value AS v ON v.order_id = o.order_id
WHERE o.account_id IS NOT NULL
  AND o.ordered_on <= m.as_of
  AND v.is_sale = 1
  AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
    'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
  )
GROUP BY o.account_id, o.ordered_on
