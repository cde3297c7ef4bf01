-- One row per answer, review or survey.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
)
SELECT
    f.feedback_id, f.given_on, lower(f.kind) AS feedback_kind, f.score, f.account_id, a.name AS account_name,
    a.kind AS account_kind, a.industry, a.country, a.city, a.owner_id, w.name AS owner_name, w.team_id, w.team_name,
    coalesce(a.region, w.region) AS region, f.source
FROM feedback AS f
LEFT JOIN account AS a ON a.account_id = f.account_id
LEFT JOIN people AS w ON w.representative_id = a.owner_id
