-- Every deal as it stood, open, on one day a week and on the day itself, with nothing in it that was not known then.
-- Days count backwards from the day (`ago`). A week's day is the one on which most changes became known; where the source
-- is only looked at once a month, the weeks in between tell nothing new and are left out, so that the past is looked at as
-- fresh as today is. `assumed` spans hold values that were only seen after the end: left empty. Of very many snapshots a
-- part is taken, evenly over deals and weeks.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
span AS (
  SELECT
    s.opportunity_id,
    s.valid_from,
    s.valid_to,
    s.outcome,
    s.owner_id,
    s.currency,
    CASE WHEN s.assumed THEN NULL ELSE s.stage END AS stage,
    CASE WHEN s.assumed THEN NULL ELSE s.amount_base END AS amount,
    CASE WHEN s.assumed THEN NULL ELSE s.expected_close_on END AS expected_close_on,
    CASE WHEN s.assumed THEN NULL ELSE s.forecast_category END AS forecast_category,
    CASE WHEN s.assumed THEN NULL ELSE s.probability END AS crm_probability
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
    END AS stage_began,
    CASE
      WHEN s.expected_close_on > LAG(s.expected_close_on) OVER (PARTITION BY s.opportunity_id ORDER BY s.valid_from)
        THEN 1 ELSE 0
    END AS is_push,
    CASE
      WHEN s.amount <> LAG(s.amount) OVER (PARTITION BY s.opportunity_id ORDER BY s.valid_from) THEN 1 ELSE 0
    END AS is_repriced,
    FIRST_VALUE(s.amount) OVER (PARTITION BY s.opportunity_id ORDER BY s.valid_from) AS first_amount,
    MIN(s.valid_from) OVER (PARTITION BY s.opportunity_id) AS began
  FROM span AS s
),
known_state AS (
  SELECT
    s.*,
    MAX(s.stage_began) OVER (
      PARTITION BY s.opportunity_id ORDER BY s.valid_from ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stage_since,
    SUM(CASE WHEN s.stage_began IS NULL THEN 0 ELSE 1 END) OVER (
      PARTITION BY s.opportunity_id ORDER BY s.valid_from ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS stages_seen,
    SUM(s.is_push) OVER (
      PARTITION BY s.opportunity_id ORDER BY s.valid_from ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS pushes,
    SUM(s.is_repriced) OVER (
      PARTITION BY s.opportunity_id ORDER BY s.valid_from ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
    ) AS repricings
  FROM stepped AS s
),
ending AS (
  SELECT
    s.opportunity_id,
    s.outcome,
    COALESCE(o.last_open, s.valid_from) AS closed_on
  FROM span AS s
  CROSS JOIN moment AS m
  LEFT JOIN (
    SELECT opportunity_id, MAX(valid_to) AS last_open FROM span WHERE outcome = 'open' GROUP BY opportunity_id
  ) AS o ON o.opportunity_id = s.opportunity_id
  WHERE s.valid_from <= m.as_of AND s.valid_to > m.as_of AND s.outcome IN ('won', 'lost')
),
busy AS (
  SELECT valid_from AS day, COUNT(*) AS changes
  FROM span
  GROUP BY valid_from
),
recent AS (
  SELECT b.day, b.changes, DATE_DIFF('day', b.day, m.as_of) AS back
  FROM busy AS b
  CROSS JOIN moment AS m
  WHERE b.day < m.as_of AND DATE_DIFF('day', b.day, m.as_of) <= :history_days
),
numbered AS (
  SELECT day, changes, back, back - 1 - (back - 1) % 7 AS week
  FROM recent
),
weekly AS (
  SELECT day, changes, back, week
  FROM numbered
  QUALIFY ROW_NUMBER() OVER (PARTITION BY week ORDER BY changes DESC, day DESC) = 1
),
measured AS (
  SELECT
    w.*,
    MAX(w.changes) OVER (ORDER BY w.week ROWS BETWEEN 2 PRECEDING AND 2 FOLLOWING) AS busiest
  FROM weekly AS w
),
look AS (
  SELECT day, back FROM measured WHERE 4 * changes >= busiest
  UNION ALL
  SELECT as_of AS day, 0 AS back FROM moment
),
standing AS (
  SELECT
    k.*,
    l.day,
    l.back,
    DENSE_RANK() OVER (ORDER BY k.opportunity_id) + l.back AS turn,
    COUNT(*) OVER () AS standings
  FROM known_state AS k
  INNER JOIN look AS l ON k.valid_from <= l.day AND l.day < k.valid_to
  WHERE k.outcome = 'open'
),
seen AS (
  SELECT *
  FROM standing
  WHERE back = 0 OR (turn * CAST(:snapshots AS BIGINT)) % NULLIF(standings, 0) < :snapshots
),
worked AS (
  SELECT
    s.opportunity_id,
    s.day,
    COUNT(*) AS activities,
    SUM(CASE WHEN DATE_DIFF('day', a.occurred_on, s.day) < 30 THEN 1 ELSE 0 END) AS activities_month,
    MIN(DATE_DIFF('day', a.occurred_on, s.day)) AS quiet_days,
    COUNT(DISTINCT a.kind) AS activity_kinds,
    COUNT(DISTINCT a.contact_id) AS contacts_met
  FROM seen AS s
  INNER JOIN activity AS a ON a.opportunity_id = s.opportunity_id AND a.occurred_on <= s.day
  GROUP BY s.opportunity_id, s.day
),
involved AS (
  SELECT
    s.opportunity_id,
    s.day,
    COUNT(*) AS contacts,
    COUNT(DISTINCT c.role) AS roles,
    MAX(CASE WHEN LOWER(c.role) LIKE '%decision%' OR c.role LIKE '%决策%' THEN 1 ELSE 0 END) AS decision_maker
  FROM seen AS s
  INNER JOIN opportunity_contact AS c ON c.opportunity_id = s.opportunity_id AND c.since_on <= s.day
  GROUP BY s.opportunity_id, s.day
),
offered AS (
  SELECT
    s.opportunity_id,
    s.day,
    COUNT(*) AS quotes,
    MAX(q.discount_rate) AS discount_rate
  FROM seen AS s
  INNER JOIN quote AS q ON q.opportunity_id = s.opportunity_id AND q.issued_on <= s.day
  GROUP BY s.opportunity_id, s.day
),
planned_change AS (
  SELECT opportunity_id, changed_on, MAX(changed_at) AS changed_at, MAX(old) AS old, MAX(new) AS new
  FROM opportunity_change
  WHERE field = 'next_step'
  GROUP BY opportunity_id, changed_on
),
planned_history AS (
  SELECT COUNT(*) AS changes FROM planned_change
),
planned_before AS (
  SELECT s.opportunity_id, s.day, c.new AS step
  FROM seen AS s
  INNER JOIN planned_change AS c ON c.opportunity_id = s.opportunity_id AND c.changed_on <= s.day
  QUALIFY ROW_NUMBER() OVER (PARTITION BY s.opportunity_id, s.day ORDER BY c.changed_on DESC) = 1
),
planned_after AS (
  SELECT s.opportunity_id, s.day, c.old AS step
  FROM seen AS s
  CROSS JOIN moment AS m
  INNER JOIN planned_change AS c ON c.opportunity_id = s.opportunity_id AND c.changed_on > s.day
    AND c.changed_on <= m.as_of
  QUALIFY ROW_NUMBER() OVER (PARTITION BY s.opportunity_id, s.day ORDER BY c.changed_on) = 1
),
-- A rival's name may be written when the deal is lost: it is used where two loads show how the deal ended, and there as
-- it was before.
rival_change AS (
  SELECT opportunity_id, changed_on, MAX(changed_at) AS changed_at, MAX(old) AS old, MAX(new) AS new
  FROM opportunity_change
  WHERE field = 'competitor'
  GROUP BY opportunity_id, changed_on
),
rival_before AS (
  SELECT s.opportunity_id, s.day, c.new AS rival
  FROM seen AS s
  INNER JOIN rival_change AS c ON c.opportunity_id = s.opportunity_id AND c.changed_on <= s.day
  QUALIFY ROW_NUMBER() OVER (PARTITION BY s.opportunity_id, s.day ORDER BY c.changed_on DESC) = 1
),
rival_after AS (
  SELECT s.opportunity_id, s.day, c.old AS rival
  FROM seen AS s
  CROSS JOIN moment AS m
  INNER JOIN rival_change AS c ON c.opportunity_id = s.opportunity_id AND c.changed_on > s.day AND c.changed_on <= m.as_of
  QUALIFY ROW_NUMBER() OVER (PARTITION BY s.opportunity_id, s.day ORDER BY c.changed_on) = 1
),
compared AS (
  SELECT DISTINCT c.opportunity_id
  FROM opportunity_change AS c
  CROSS JOIN moment AS m
  WHERE c.field = 'outcome' AND c.origin = 'inferred' AND c.changed_on <= m.as_of
),
of_account AS (
  SELECT s.opportunity_id, s.day, o.account_id
  FROM seen AS s
  INNER JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
  WHERE o.account_id IS NOT NULL
),
account_ending AS (
  SELECT o.account_id, e.closed_on, e.outcome
  FROM ending AS e
  INNER JOIN opportunity AS o ON o.opportunity_id = e.opportunity_id
  WHERE o.account_id IS NOT NULL
),
past_deal AS (
  SELECT
    s.opportunity_id,
    s.day,
    SUM(CASE WHEN e.closed_on <= s.day AND e.outcome = 'won' THEN 1 ELSE 0 END) AS account_won,
    SUM(CASE WHEN e.closed_on <= s.day AND e.outcome = 'lost' THEN 1 ELSE 0 END) AS account_lost
  FROM of_account AS s
  INNER JOIN account_ending AS e ON e.account_id = s.account_id
  GROUP BY s.opportunity_id, s.day
),
past_order AS (
  SELECT
    s.opportunity_id,
    s.day,
    COUNT(*) AS account_orders,
    MIN(DATE_DIFF('day', r.ordered_on, s.day)) AS account_quiet_days
  FROM of_account AS s
  INNER JOIN "order" AS r ON r.account_id = s.account_id AND r.ordered_on <= s.day
  GROUP BY s.opportunity_id, s.day
)
SELECT
  s.opportunity_id,
  CAST(DATE_DIFF('day', s.day, m.as_of) AS INTEGER) AS ago,
  CAST(DATE_DIFF('day', e.closed_on, m.as_of) AS INTEGER) AS closed_ago,
  e.outcome,
  m.as_of,
  s.stage,
  s.owner_id,
  s.currency,
  s.forecast_category,
  CAST(s.crm_probability AS DOUBLE) AS crm_probability,
  s.amount,
  s.first_amount,
  CAST(DATE_DIFF('day', s.began, s.day) AS INTEGER) AS age_days,
  CAST(CASE WHEN s.stage IS NULL THEN NULL ELSE DATE_DIFF('day', s.stage_since, s.day) END AS INTEGER) AS days_in_stage,
  CAST(DATE_DIFF('day', s.day, s.expected_close_on) AS INTEGER) AS days_to_close,
  CAST(s.stages_seen AS INTEGER) AS stages_seen,
  CAST(s.pushes AS INTEGER) AS pushes,
  CAST(s.repricings AS INTEGER) AS repricings,
  o.pipeline,
  CASE
    WHEN v.opportunity_id IS NOT NULL THEN COALESCE(v.rival, '')
    WHEN u.opportunity_id IS NOT NULL THEN COALESCE(u.rival, '')
    WHEN e.opportunity_id IS NULL OR t.opportunity_id IS NOT NULL THEN COALESCE(o.competitor, '')
  END AS competitor,
  o.channel,
  o.campaign_id,
  o.product_id,
  p.category AS product_category,
  p.family AS product_family,
  CASE WHEN o.partner_id IS NULL THEN 0 ELSE 1 END AS with_partner,
  a.industry,
  a.region,
  a.country,
  a.kind AS account_kind,
  CAST(a.employee_count AS DOUBLE) AS employees,
  a.annual_revenue_base AS annual_revenue,
  CAST(DATE_DIFF('day', r.hired_on, s.day) AS INTEGER) AS owner_tenure_days,
  CAST(COALESCE(w.activities, 0) AS INTEGER) AS activities,
  CAST(COALESCE(w.activities_month, 0) AS INTEGER) AS activities_month,
  CAST(w.quiet_days AS INTEGER) AS quiet_days,
  CAST(COALESCE(w.activity_kinds, 0) AS INTEGER) AS activity_kinds,
  CAST(COALESCE(w.contacts_met, 0) AS INTEGER) AS contacts_met,
  CAST(COALESCE(i.contacts, 0) AS INTEGER) AS contacts,
  CAST(COALESCE(i.roles, 0) AS INTEGER) AS roles,
  CAST(COALESCE(i.decision_maker, 0) AS INTEGER) AS decision_maker,
  CAST(COALESCE(f.quotes, 0) AS INTEGER) AS quotes,
  CAST(f.discount_rate AS DOUBLE) AS discount_rate,
  CAST(CASE
    WHEN h.changes = 0 THEN NULL
    WHEN b.opportunity_id IS NOT NULL THEN CASE WHEN COALESCE(b.step, '') = '' THEN 0 ELSE 1 END
    WHEN n.opportunity_id IS NOT NULL THEN CASE WHEN COALESCE(n.step, '') = '' THEN 0 ELSE 1 END
    WHEN e.opportunity_id IS NULL THEN CASE WHEN COALESCE(o.next_step, '') = '' THEN 0 ELSE 1 END
  END AS INTEGER) AS has_next_step,
  CAST(COALESCE(d.account_won, 0) AS INTEGER) AS account_won,
  CAST(COALESCE(d.account_lost, 0) AS INTEGER) AS account_lost,
  CAST(COALESCE(x.account_orders, 0) AS INTEGER) AS account_orders,
  CAST(x.account_quiet_days AS INTEGER) AS account_quiet_days
FROM seen AS s
CROSS JOIN moment AS m
CROSS JOIN planned_history AS h
INNER JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
LEFT JOIN ending AS e ON e.opportunity_id = s.opportunity_id
LEFT JOIN product AS p ON p.product_id = o.product_id
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN representative AS r ON r.representative_id = s.owner_id
LEFT JOIN worked AS w ON w.opportunity_id = s.opportunity_id AND w.day = s.day
LEFT JOIN involved AS i ON i.opportunity_id = s.opportunity_id AND i.day = s.day
LEFT JOIN offered AS f ON f.opportunity_id = s.opportunity_id AND f.day = s.day
LEFT JOIN planned_before AS b ON b.opportunity_id = s.opportunity_id AND b.day = s.day
LEFT JOIN planned_after AS n ON n.opportunity_id = s.opportunity_id AND n.day = s.day
LEFT JOIN rival_before AS v ON v.opportunity_id = s.opportunity_id AND v.day = s.day
LEFT JOIN rival_after AS u ON u.opportunity_id = s.opportunity_id AND u.day = s.day
LEFT JOIN compared AS t ON t.opportunity_id = s.opportunity_id
LEFT JOIN past_deal AS d ON d.opportunity_id = s.opportunity_id AND d.day = s.day
LEFT JOIN past_order AS x ON x.opportunity_id = s.opportunity_id AND x.day = s.day
