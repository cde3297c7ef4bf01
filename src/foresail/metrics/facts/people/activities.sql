-- One row per activity.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
)
SELECT
    v.activity_id, v.occurred_on, v.kind AS activity_kind, v.outcome AS activity_outcome, v.minutes, v.owner_id,
    w.name AS owner_name, w.team_id, w.team_name, coalesce(v.account_id, o.account_id) AS account_id,
    a.name AS account_name, a.kind AS account_kind, a.industry, a.country, a.city,
    coalesce(a.region, w.region) AS region, v.opportunity_id, o.pipeline, o.stage, v.lead_id, v.source
FROM activity AS v
LEFT JOIN opportunity AS o ON o.opportunity_id = v.opportunity_id
LEFT JOIN account AS a ON a.account_id = coalesce(v.account_id, o.account_id)
LEFT JOIN people AS w ON w.representative_id = v.owner_id
