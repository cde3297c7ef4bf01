-- Every deal that was open at the end of a month (and on the day itself, `back` 0), as it stood then. What was only seen
-- after the end (`assumed`) is left empty: nobody knew it. `ahead`: months until the expected close, 1 for overdue ones.
WITH moment AS (
  SELECT
    CAST(:as_of AS DATE) AS as_of,
    EXTRACT(YEAR FROM CAST(:as_of AS DATE)) * 12 + EXTRACT(MONTH FROM CAST(:as_of AS DATE)) AS month_no
),
span AS (
  SELECT
    s.opportunity_id,
    s.valid_from,
    s.valid_to,
    s.outcome,
    s.owner_id,
    CASE WHEN s.assumed THEN NULL ELSE s.stage END AS stage,
    CASE WHEN s.assumed THEN NULL ELSE s.amount_base END AS amount,
    CASE WHEN s.assumed THEN NULL ELSE s.expected_close_on END AS expected_close_on,
    CASE WHEN s.assumed THEN NULL ELSE s.forecast_category END AS category,
    CASE WHEN s.assumed THEN NULL ELSE s.probability END AS probability
  FROM opportunity_span AS s
  CROSS JOIN moment AS m
  WHERE s.valid_from <= m.as_of
),
stepped AS (
  SELECT
    s.*,
    CASE
      WHEN s.stage IS DISTINCT FROM LAG(s.stage) OVER (PARTITION BY s.opportunity_id ORDER BY s.valid_from)
        THEN s.valid_from
    END AS stage_began
  FROM span AS s
),
known AS (
  SELECT
    s.*,
    MAX(s.stage_began) OVER (
      PARTITION BY s.opportunity_id ORDER BY s.valid_from ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stage_since
  FROM stepped AS s
),
month_day AS (
  SELECT DISTINCT LAST_DAY(valid_from) AS day FROM span
  UNION
  SELECT DISTINCT LAST_DAY(o.ordered_on) AS day FROM "order" AS o CROSS JOIN moment AS m WHERE o.ordered_on <= m.as_of
),
look AS (
  SELECT
    d.day,
    m.month_no - (EXTRACT(YEAR FROM d.day) * 12 + EXTRACT(MONTH FROM d.day)) AS back
  FROM month_day AS d
  CROSS JOIN moment AS m
  WHERE d.day < m.as_of
  UNION ALL
  SELECT as_of AS day, 0 AS back FROM moment
),
usual AS (
  SELECT stage, MAX(probability) AS probability FROM stage GROUP BY stage
)
SELECT
  k.opportunity_id,
  CAST(l.back AS INTEGER) AS back,
  l.day,
  k.stage,
  CAST(DATE_DIFF('day', k.stage_since, l.day) AS INTEGER) AS stage_days,
  k.amount,
  k.owner_id,
  k.category,
  CAST(COALESCE(k.probability, u.probability) AS DOUBLE) AS probability,
  CAST(CASE
    WHEN k.expected_close_on IS NULL THEN 3
    ELSE GREATEST(
      1,
      EXTRACT(YEAR FROM k.expected_close_on) * 12 + EXTRACT(MONTH FROM k.expected_close_on)
      - EXTRACT(YEAR FROM l.day) * 12 - EXTRACT(MONTH FROM l.day)
      + CASE WHEN l.day = LAST_DAY(l.day) THEN 0 ELSE 1 END
    )
  END AS INTEGER) AS ahead
FROM known AS k
INNER JOIN look AS l ON k.valid_from <= l.day AND k.valid_to > l.day AND l.back <= :history_months
LEFT JOIN usual AS u ON u.stage = k.stage
WHERE k.outcome = 'open'
