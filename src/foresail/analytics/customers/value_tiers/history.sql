-- For the back-test: every customer's days of purchase one horizon ago, what it spent until then and in the horizon since.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
order_value AS (
  SELECT
    order_id,
    SUM(
      CASE WHEN LOWER(kind) = 'return' OR quantity < 0 THEN -1 ELSE 1 END
      * ABS(
        COALESCE(
          net_amount_base,
          CAST(ABS(quantity) * unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(discount_amount_base, 0))
        )
      )
    ) AS net,
    MAX(CASE WHEN LOWER(kind) = 'return' OR quantity < 0 THEN 0 ELSE 1 END) AS is_sale
  FROM order_line
  GROUP BY order_id
),
bought AS (
  SELECT
    o.account_id,
    DATE_DIFF('day', o.ordered_on, m.as_of) - :horizon_days AS ago,
    SUM(v.net) AS net,
    MAX(v.is_sale) AS is_sale
  FROM "order" AS o
  CROSS JOIN moment AS m
  INNER JOIN order_value AS v ON v.order_id = o.order_id
  WHERE o.account_id IS NOT NULL
    AND o.ordered_on <= m.as_of
    AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
      'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
    )
  GROUP BY o.account_id, o.ordered_on, m.as_of
),
customer AS (
  SELECT
    account_id,
    SUM(CASE WHEN ago >= 0 AND is_sale = 1 THEN 1 ELSE 0 END) AS days_bought,
    MAX(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS first_ago,
    MIN(CASE WHEN ago >= 0 AND is_sale = 1 THEN ago END) AS last_ago,
    SUM(CASE WHEN ago >= 0 THEN net ELSE 0 END) AS net_ever,
    SUM(CASE WHEN ago >= 0 AND ago < 365 THEN net ELSE 0 END) AS net_year,
    SUM(CASE WHEN ago < 0 THEN net ELSE 0 END) AS net_next
  FROM bought
  GROUP BY account_id
)
SELECT
  account_id,
  CAST(days_bought AS INTEGER) AS days_bought,
  CAST(first_ago AS INTEGER) AS first_ago,
  CAST(last_ago AS INTEGER) AS last_ago,
  CAST(COALESCE(net_ever, 0) AS DECIMAL(18, 4)) AS net_ever,
  CAST(COALESCE(net_year, 0) AS DECIMAL(18, 4)) AS net_year,
  CAST(COALESCE(net_next, 0) AS DECIMAL(18, 4)) AS net_next,
  m.as_of
FROM customer
CROSS JOIN moment AS m
WHERE first_ago IS NOT NULL
