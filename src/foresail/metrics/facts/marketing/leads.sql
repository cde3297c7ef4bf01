-- One row per lead, with the first activity on it.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
), answered AS (
    SELECT l.lead_id, min(v.occurred_at) AS first_activity_at
    FROM lead AS l
    JOIN activity AS v ON v.lead_id = l.lead_id AND v.occurred_at >= l.created_at
    GROUP BY l.lead_id
)
SELECT
    l.lead_id, l.name AS lead_name, l.company, l.created_on, l.converted_on, l.status AS lead_status, l.pool, l.channel,
    l.campaign_id, c.name AS campaign_name, l.industry, coalesce(l.region, w.region) AS region, l.owner_id,
    w.name AS owner_name, w.team_id, w.team_name, l.account_id, a.name AS account_name, l.opportunity_id,
    CAST(epoch(f.first_activity_at) - epoch(l.created_at) AS DOUBLE) / 3600 AS response_hours, l.source
FROM lead AS l
LEFT JOIN answered AS f ON f.lead_id = l.lead_id
LEFT JOIN people AS w ON w.representative_id = l.owner_id
LEFT JOIN campaign AS c ON c.campaign_id = l.campaign_id
LEFT JOIN account AS a ON a.account_id = l.account_id
