-- One row per touch.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
)
SELECT
    t.touch_id, t.occurred_on, t.kind AS touch_kind, coalesce(t.channel, c.channel) AS channel, t.campaign_id,
    c.name AS campaign_name, t.account_id, a.name AS account_name, a.kind AS account_kind,
    coalesce(a.industry, l.industry) AS industry, a.country, a.city, t.lead_id,
    coalesce(a.owner_id, l.owner_id) AS owner_id, w.name AS owner_name, w.team_id, w.team_name,
    coalesce(a.region, l.region, w.region) AS region, t.source
FROM touch AS t
LEFT JOIN campaign AS c ON c.campaign_id = t.campaign_id
LEFT JOIN lead AS l ON l.lead_id = t.lead_id
LEFT JOIN account AS a ON a.account_id = t.account_id
LEFT JOIN people AS w ON w.representative_id = coalesce(a.owner_id, l.owner_id)
