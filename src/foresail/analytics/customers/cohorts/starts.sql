-- What became of customers by how they began: those whose first purchase is at least `early_days` ago, the share that
-- bought again within that time, and what they spent in it. One pass over the lines.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
line AS (
  SELECT
    order_id,
    product_id,
    CASE WHEN LOWER(kind) = 'return' OR quantity < 0 THEN 0 ELSE 1 END AS is_sale,
    ABS(
      COALESCE(
        net_amount_base,
        CAST(ABS(quantity) * unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(discount_amount_base, 0))
      )
    ) AS net
  FROM order_line
),
order_value AS (
  SELECT
    order_id,
    SUM(CASE WHEN is_sale = 1 THEN net ELSE -net END) AS net,
    MAX(is_sale) AS is_sale,
    MIN(CASE WHEN is_sale = 1 THEN product_id END) AS product_id
  FROM line
  GROUP BY order_id
),
purchase AS (
  SELECT
    o.account_id,
    o.order_id,
    o.channel,
    o.ordered_on,
    m.as_of,
    v.net,
    v.is_sale,
    v.product_id,
    MIN(CASE WHEN v.is_sale = 1 THEN o.ordered_on END) OVER (PARTITION BY o.account_id) AS first_on
  FROM "order" AS o
  CROSS JOIN moment AS m
  INNER JOIN order_value AS v ON v.order_id = o.order_id
  WHERE o.account_id IS NOT NULL
    AND o.ordered_on <= m.as_of
    AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
      'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
    )
),
customer AS (
  SELECT
    account_id,
    MAX(CASE WHEN is_sale = 1 AND ordered_on > first_on AND DATE_DIFF('day', first_on, ordered_on) <= :early_days
      THEN 1 ELSE 0 END) AS again,
    SUM(CASE WHEN ordered_on >= first_on AND DATE_DIFF('day', first_on, ordered_on) <= :early_days THEN net ELSE 0 END)
      AS net_early,
    MIN(CASE WHEN is_sale = 1 AND ordered_on = first_on THEN channel END) AS channel,
    MIN(CASE WHEN is_sale = 1 AND ordered_on = first_on THEN product_id END) AS product_id
  FROM purchase
  WHERE DATE_DIFF('day', first_on, as_of) >= :early_days
  GROUP BY account_id
),
began AS (
  SELECT 'channel' AS dimension, c.channel AS start, c.again, c.net_early FROM customer AS c
  UNION ALL
  SELECT 'region' AS dimension, a.region AS start, c.again, c.net_early
  FROM customer AS c
  INNER JOIN account AS a ON a.account_id = c.account_id
  UNION ALL
  SELECT 'industry' AS dimension, a.industry AS start, c.again, c.net_early
  FROM customer AS c
  INNER JOIN account AS a ON a.account_id = c.account_id
  UNION ALL
  SELECT 'category' AS dimension, p.category AS start, c.again, c.net_early
  FROM customer AS c
  INNER JOIN product AS p ON p.product_id = c.product_id
)
SELECT
  b.dimension,
  b.start,
  CAST(COUNT(*) AS INTEGER) AS customers,
  CAST(SUM(b.again) AS INTEGER) AS again,
  CAST(COALESCE(SUM(b.net_early), 0) AS DECIMAL(18, 4)) AS net_early
FROM began AS b
WHERE b.start IS NOT NULL
GROUP BY b.dimension, b.start
