-- Everybody who was reached before a first order: when the first touch, lead, deal, quote, first and second order came.
-- Whoever is known as a lead alone is followed as that lead. Who had ordered before any touch has no journey.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
named AS (
  SELECT
    COALESCE(t.account_id, l.account_id, t.lead_id) AS journey_id,
    COALESCE(t.account_id, l.account_id) AS account_id,
    t.occurred_on
  FROM touch AS t
  LEFT JOIN lead AS l ON l.lead_id = t.lead_id
  CROSS JOIN moment AS m
  WHERE t.occurred_on <= m.as_of AND t.channel IS NOT NULL
),
begun AS (
  SELECT journey_id, MAX(account_id) AS account_id, MIN(occurred_on) AS touch_on
  FROM named
  WHERE journey_id IS NOT NULL
  GROUP BY journey_id
),
ordered AS (
  SELECT DISTINCT p.account_id, p.ordered_on
  FROM feature_purchases AS p
  INNER JOIN begun AS b ON b.account_id = p.account_id
),
placed AS (
  SELECT account_id, ordered_on, ROW_NUMBER() OVER (PARTITION BY account_id ORDER BY ordered_on) AS place
  FROM ordered
),
bought AS (
  SELECT
    account_id,
    MIN(CASE WHEN place = 1 THEN ordered_on END) AS order_on,
    MIN(CASE WHEN place = 2 THEN ordered_on END) AS second_on
  FROM placed
  WHERE place <= 2
  GROUP BY account_id
),
led AS (
  SELECT COALESCE(l.account_id, l.lead_id) AS journey_id, MIN(l.created_on) AS lead_on
  FROM lead AS l
  CROSS JOIN moment AS m
  WHERE l.created_on <= m.as_of
  GROUP BY COALESCE(l.account_id, l.lead_id)
),
dealt AS (
  SELECT o.account_id, MIN(o.created_on) AS deal_on
  FROM opportunity AS o
  CROSS JOIN moment AS m
  WHERE o.account_id IS NOT NULL AND o.created_on <= m.as_of
  GROUP BY o.account_id
),
quoted AS (
  SELECT q.account_id, MIN(q.issued_on) AS quote_on
  FROM quote AS q
  CROSS JOIN moment AS m
  WHERE q.account_id IS NOT NULL AND q.issued_on <= m.as_of
  GROUP BY q.account_id
)
SELECT
  b.journey_id,
  b.account_id,
  a.name AS account_name,
  a.owner_id,
  r.name AS owner_name,
  a.region,
  b.touch_on,
  l.lead_on,
  d.deal_on,
  q.quote_on,
  p.order_on,
  p.second_on,
  m.as_of
FROM begun AS b
CROSS JOIN moment AS m
LEFT JOIN bought AS p ON p.account_id = b.account_id
LEFT JOIN led AS l ON l.journey_id = b.journey_id
LEFT JOIN dealt AS d ON d.account_id = b.account_id
LEFT JOIN quoted AS q ON q.account_id = b.account_id
LEFT JOIN account AS a ON a.account_id = b.account_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
WHERE p.order_on IS NULL OR p.order_on >= b.touch_on
