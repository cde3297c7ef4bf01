-- What each opportunity was at the end of every past day, as spans of days. Stage, amount, owner, outcome and dates are as
-- they were; customer, product and pipeline are as they are. In the order of their ends: what stands on a day lies
-- together, and the rows that ended before it are not read.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
),
-- the share won of the closed deals that were ever seen open in a stage: its usual probability where nobody states one
passed AS (
    SELECT DISTINCT o.opportunity_id, coalesce(o.pipeline, '') AS pipeline, s.stage, o.outcome
    FROM opportunity_span AS s
    JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
    WHERE s.outcome = 'open' AND s.stage IS NOT NULL AND o.outcome IN ('won', 'lost')
),
observed AS (
    SELECT pipeline, stage, avg(CAST(CASE WHEN outcome = 'won' THEN 1 ELSE 0 END AS DOUBLE)) AS probability
    FROM passed
    GROUP BY pipeline, stage
),
spans AS (
    SELECT
        s.opportunity_id, s.valid_from, s.valid_to, s.owner_id, s.stage, s.outcome, s.forecast_category, s.expected_close_on,
        s.currency, s.amount, s.amount_base, coalesce(s.probability, g.probability, u.probability) AS probability
    FROM opportunity_span AS s
    JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
    LEFT JOIN stage AS g ON g.stage = s.stage AND coalesce(g.pipeline, '') = coalesce(o.pipeline, '')
    LEFT JOIN observed AS u ON u.stage = s.stage AND u.pipeline = coalesce(o.pipeline, '')
)
SELECT
    s.opportunity_id, o.name AS opportunity_name, s.valid_from, s.valid_to, o.account_id, a.name AS account_name,
    a.kind AS account_kind, a.industry, a.country, a.city, coalesce(s.owner_id, a.owner_id) AS owner_id,
    w.name AS owner_name, w.team_id, w.team_name, coalesce(a.region, w.region) AS region,
    coalesce(o.channel, a.channel) AS channel, o.campaign_id, c.name AS campaign_name, o.product_id, p.name AS product_name,
    p.category, p.family, o.pipeline, s.stage, s.outcome, s.forecast_category, o.partner_id, n.name AS partner_name,
    o.created_on, s.expected_close_on, s.probability, s.currency, o.source,
    s.amount, s.amount_base,
    CAST(s.amount * CAST(s.probability AS DECIMAL(9, 6)) AS DECIMAL(18, 4)) AS weighted,
    CAST(s.amount_base * CAST(s.probability AS DECIMAL(9, 6)) AS DECIMAL(18, 4)) AS weighted_base
FROM spans AS s
JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN people AS w ON w.representative_id = coalesce(s.owner_id, a.owner_id)
LEFT JOIN product AS p ON p.product_id = o.product_id
LEFT JOIN campaign AS c ON c.campaign_id = o.campaign_id
LEFT JOIN partner AS n ON n.partner_id = o.partner_id
ORDER BY s.valid_to
