-- What there is to show for every deal of the kind that stages ask for: the first day of each, counted backwards.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
quoted AS (
  SELECT opportunity_id, MIN(issued_on) AS day FROM quote GROUP BY opportunity_id
),
signed AS (
  SELECT opportunity_id, MIN(signed_on) AS day FROM contract GROUP BY opportunity_id
),
known AS (
  SELECT
    opportunity_id,
    MIN(since_on) AS day,
    MIN(CASE WHEN LOWER(role) LIKE '%decision%' OR role LIKE '%决策%' OR LOWER(role) LIKE '%owner%' THEN since_on END)
      AS decision_day
  FROM opportunity_contact
  GROUP BY opportunity_id
),
worked AS (
  SELECT
    opportunity_id,
    MIN(occurred_on) AS day,
    MIN(CASE WHEN kind IN ('meeting', 'visit', 'demo') THEN occurred_on END) AS met_day,
    MIN(CASE WHEN kind = 'demo' THEN occurred_on END) AS demo_day
  FROM activity
  GROUP BY opportunity_id
),
ordered AS (
  SELECT opportunity_id, MIN(ordered_on) AS day FROM "order" GROUP BY opportunity_id
)
SELECT
  o.opportunity_id,
  CAST(DATE_DIFF('day', q.day, m.as_of) AS INTEGER) AS quote,
  CAST(DATE_DIFF('day', s.day, m.as_of) AS INTEGER) AS contract,
  CAST(DATE_DIFF('day', k.day, m.as_of) AS INTEGER) AS contact,
  CAST(DATE_DIFF('day', k.decision_day, m.as_of) AS INTEGER) AS decision_maker,
  CAST(DATE_DIFF('day', w.day, m.as_of) AS INTEGER) AS activity,
  CAST(DATE_DIFF('day', w.met_day, m.as_of) AS INTEGER) AS meeting,
  CAST(DATE_DIFF('day', w.demo_day, m.as_of) AS INTEGER) AS demo,
  CAST(DATE_DIFF('day', r.day, m.as_of) AS INTEGER) AS "order"
FROM opportunity AS o
CROSS JOIN moment AS m
LEFT JOIN quoted AS q ON q.opportunity_id = o.opportunity_id
LEFT JOIN signed AS s ON s.opportunity_id = o.opportunity_id
LEFT JOIN known AS k ON k.opportunity_id = o.opportunity_id
LEFT JOIN worked AS w ON w.opportunity_id = o.opportunity_id
LEFT JOIN ordered AS r ON r.opportunity_id = o.opportunity_id
