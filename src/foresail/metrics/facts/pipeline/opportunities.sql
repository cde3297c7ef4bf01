-- One row per opportunity as it stands, with its customer, owner, product and campaign.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
)
SELECT
    o.opportunity_id, o.name AS opportunity_name, o.account_id, a.name AS account_name, a.kind AS account_kind, a.industry,
    a.country, a.city, coalesce(o.owner_id, a.owner_id) AS owner_id, w.name AS owner_name, w.team_id, w.team_name,
    coalesce(a.region, w.region) AS region, coalesce(o.channel, a.channel) AS channel, o.campaign_id,
    c.name AS campaign_name, o.product_id, p.name AS product_name, p.category, p.family, o.pipeline, o.stage, o.outcome,
    o.forecast_category, o.lost_reason, o.competitor, o.partner_id, n.name AS partner_name, o.created_on,
    o.expected_close_on, o.closed_on, date_diff('day', o.created_on, o.closed_on) AS cycle_days, o.currency, o.source,
    o.amount, o.amount_base
FROM opportunity AS o
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN people AS w ON w.representative_id = coalesce(o.owner_id, a.owner_id)
LEFT JOIN product AS p ON p.product_id = o.product_id
LEFT JOIN campaign AS c ON c.campaign_id = o.campaign_id
LEFT JOIN partner AS n ON n.partner_id = o.partner_id
