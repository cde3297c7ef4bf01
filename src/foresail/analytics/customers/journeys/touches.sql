-- The touches of each journey up to the day of its first order, one a channel and run of days, in order.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
named AS (
  SELECT
    COALESCE(t.account_id, l.account_id, t.lead_id) AS journey_id,
    COALESCE(t.account_id, l.account_id) AS account_id,
    t.touch_id,
    t.channel,
    t.occurred_at,
    t.occurred_on
  FROM touch AS t
  LEFT JOIN lead AS l ON l.lead_id = t.lead_id
  CROSS JOIN moment AS m
  WHERE t.occurred_on <= m.as_of AND t.channel IS NOT NULL
),
bought AS (
  SELECT account_id, MIN(ordered_on) AS order_on
  FROM feature_purchases
  GROUP BY account_id
),
before AS (
  SELECT
    n.journey_id,
    n.channel,
    n.occurred_on,
    ROW_NUMBER() OVER (PARTITION BY n.journey_id ORDER BY n.occurred_at, n.channel, n.touch_id) AS turn,
    LAG(n.channel) OVER (PARTITION BY n.journey_id ORDER BY n.occurred_at, n.channel, n.touch_id) AS channel_before
  FROM named AS n
  LEFT JOIN bought AS b ON b.account_id = n.account_id
  WHERE n.journey_id IS NOT NULL AND (b.order_on IS NULL OR n.occurred_on <= b.order_on)
)
SELECT journey_id, CAST(turn AS INTEGER) AS turn, channel, occurred_on
FROM before
WHERE channel_before IS NULL OR channel_before <> channel
