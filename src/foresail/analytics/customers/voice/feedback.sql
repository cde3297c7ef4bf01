-- Every answer and comment by the day, with what its customer bought in the year before it and in the time after it.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
given AS (
  SELECT
    f.feedback_id,
    f.account_id,
    f.given_on,
    LOWER(f.kind) AS kind,
    CAST(f.score AS DOUBLE) AS score,
    f.text,
    m.as_of
  FROM feedback AS f
  CROSS JOIN moment AS m
  WHERE f.given_on <= m.as_of
),
who AS (
  SELECT DISTINCT account_id FROM given WHERE account_id IS NOT NULL
),
line AS (
  SELECT
    l.order_id,
    CASE WHEN LOWER(l.kind) = 'return' OR l.quantity < 0 THEN 1 ELSE 0 END AS is_return,
    COALESCE(
      l.net_amount_base,
      CAST(ABS(l.quantity) * l.unit_price_base AS DECIMAL(18, 2)) - ABS(COALESCE(l.discount_amount_base, 0))
    ) AS net
  FROM order_line AS l
  INNER JOIN "order" AS o ON o.order_id = l.order_id
  INNER JOIN who AS w ON w.account_id = o.account_id
),
order_value AS (
  SELECT order_id, SUM(CASE WHEN is_return = 1 THEN -ABS(net) ELSE net END) AS net, MAX(1 - is_return) AS is_sale
  FROM line
  GROUP BY order_id
),
purchase AS (
  SELECT o.account_id, o.ordered_on, v.net
  FROM "order" AS o
  INNER JOIN who AS w ON w.account_id = o.account_id
  INNER JOIN order_value AS v ON v.order_id = o.order_id
  CROSS JOIN moment AS m
  WHERE o.ordered_on <= m.as_of
    AND v.is_sale = 1
    AND COALESCE(LOWER(TRIM(o.status)), '') NOT IN (
      'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
    )
),
bought AS (
  SELECT
    g.feedback_id,
    SUM(CASE WHEN DATE_DIFF('day', p.ordered_on, g.given_on) BETWEEN 0 AND 364 THEN p.net ELSE 0 END) AS net_before,
    SUM(
      CASE WHEN DATE_DIFF('day', g.given_on, p.ordered_on) BETWEEN 1 AND :after_days THEN p.net ELSE 0 END
    ) AS net_after,
    MAX(
      CASE WHEN DATE_DIFF('day', g.given_on, p.ordered_on) BETWEEN 1 AND :after_days THEN 1 ELSE 0 END
    ) AS bought_after,
    SUM(CASE WHEN DATE_DIFF('day', p.ordered_on, g.as_of) BETWEEN 0 AND 364 THEN p.net ELSE 0 END) AS net_now
  FROM given AS g
  INNER JOIN purchase AS p ON p.account_id = g.account_id
  GROUP BY g.feedback_id
)
SELECT
  g.feedback_id,
  g.account_id,
  a.name AS account_name,
  a.owner_id,
  r.name AS owner_name,
  a.region,
  g.given_on,
  g.kind,
  g.score,
  g.text,
  CAST(COALESCE(b.net_before, 0) AS DECIMAL(18, 4)) AS net_before,
  CAST(COALESCE(b.net_now, 0) AS DECIMAL(18, 4)) AS net_now,
  CAST(
    CASE WHEN DATE_DIFF('day', g.given_on, g.as_of) >= :after_days THEN COALESCE(b.bought_after, 0) END AS INTEGER
  ) AS bought_after,
  CAST(
    CASE WHEN DATE_DIFF('day', g.given_on, g.as_of) >= :after_days THEN COALESCE(b.net_after, 0) END AS DECIMAL(18, 4)
  ) AS net_after,
  g.as_of
FROM given AS g
LEFT JOIN bought AS b ON b.feedback_id = g.feedback_id
LEFT JOIN account AS a ON a.account_id = g.account_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
