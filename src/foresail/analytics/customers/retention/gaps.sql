-- For every number of days: how often a purchase followed the one before after so many days; how often the second
-- purchase followed the first; and how many customers with one day of purchase have been watched for so long.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
bought AS (
  SELECT DISTINCT p.account_id, p.ordered_on, m.as_of
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  WHERE p.is_sale = 1
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
