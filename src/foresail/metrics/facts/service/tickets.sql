-- One row per ticket.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
)
SELECT
    k.ticket_id, k.opened_on, k.closed_on, k.severity, k.satisfaction,
    CAST(epoch(k.closed_at) - epoch(k.opened_at) AS DOUBLE) / 3600 AS resolution_hours,
    coalesce(k.closed_on, DATE '9999-12-31') AS open_until, k.account_id, a.name AS account_name,
    a.kind AS account_kind, a.industry, a.country, a.city, a.owner_id, w.name AS owner_name, w.team_id, w.team_name,
    coalesce(a.region, w.region) AS region, k.source
FROM ticket AS k
LEFT JOIN account AS a ON a.account_id = k.account_id
LEFT JOIN people AS w ON w.representative_id = a.owner_id
