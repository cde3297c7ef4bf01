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
  INNER JOIN feature_purchases AS p ON p.account_id = g.account_id AND p.is_sale = 1
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
