-- One row per invoice that stands.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
)
SELECT
    i.invoice_id, i.issued_on, i.due_on, i.order_id, i.status AS invoice_status,
    coalesce(i.account_id, o.account_id) AS account_id, a.name AS account_name, a.kind AS account_kind, a.industry,
    a.country, a.city, coalesce(o.owner_id, a.owner_id) AS owner_id, w.name AS owner_name, w.team_id, w.team_name,
    coalesce(o.region, a.region, w.region) AS region, o.channel, i.currency, i.source, i.amount, i.amount_base
FROM invoice AS i
LEFT JOIN "order" AS o ON o.order_id = i.order_id
LEFT JOIN account AS a ON a.account_id = coalesce(i.account_id, o.account_id)
LEFT JOIN people AS w ON w.representative_id = coalesce(o.owner_id, a.owner_id)
WHERE coalesce(lower(trim(i.status)), '') NOT IN (
    'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废'
)
