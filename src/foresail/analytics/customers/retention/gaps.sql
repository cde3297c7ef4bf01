-- For every number of days: how often a purchase followed the one before after so many days; how often the second
-- purchase followed the first; and how many customers with one day of purchase have been watched for so long.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
returned AS (
  SELECT
    order_id,
    MIN(CASE WHEN LOWER(kind) = 'return' OR quantity < 0 THEN 1 ELSE 0 END) AS only_returns
  FROM order_line
  GROUP BY order_id
),
bought AS (
  SELECT DISTINCT o.account_id, o.ordered_on, m.as_of
  FROM "order" AS o
  CROSS JOIN moment AS m
  INNER JOIN returned AS r ON r.order_id = o.order_id
  WHERE o.account_id IS NOT NULL
    AND r.only_returns = 0
    AND o.ordered_on <= m.as_of
    AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
      'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
    )
),
placed AS (
  SELECT
    account_id,
    ordered_on,
    as_of,
    ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY ordered_on) AS place,
    LAG(ordered_on) OVER (PARTITION BY account_id ORDER BY ordered_on) AS before_on,
    LEAD(ordered_on) OVER (PARTITION BY account_id ORDER BY ordered_on) AS after_on
  FROM bought
),
waited AS (
  SELECT 'gap' AS kind, DATE_DIFF('day', before_on, ordered_on) AS days FROM placed WHERE before_on IS NOT NULL
  UNION ALL
  SELECT 'second' AS kind, DATE_DIFF('day', before_on, ordered_on) AS days FROM placed WHERE place = 2
  UNION ALL
  SELECT 'watched' AS kind, DATE_DIFF('day', ordered_on, as_of) AS days FROM placed WHERE place = 1 AND after_on IS NULL
)
SELECT
  g.kind,
  CAST(g.days AS INTEGER) AS days,
  CAST(COUNT(*) AS INTEGER) AS customers
FROM waited AS g
GROUP BY g.kind, g.days
