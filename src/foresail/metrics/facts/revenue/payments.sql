-- One row per payment, with the customer, owner and channel of its order.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
), paid AS (
    SELECT
        p.payment_id, p.invoice_id, coalesce(p.order_id, i.order_id) AS order_id,
        coalesce(p.account_id, i.account_id) AS account_id, p.paid_on, p.currency, p.amount, p.amount_base, p.source
    FROM payment AS p
    LEFT JOIN invoice AS i ON i.invoice_id = p.invoice_id
), known AS (
    SELECT
        p.payment_id, p.invoice_id, p.order_id, p.paid_on, p.currency, p.amount, p.amount_base, p.source,
        coalesce(p.account_id, o.account_id) AS account_id, o.owner_id AS order_owner_id, o.channel, o.campaign_id,
        o.region AS order_region
    FROM paid AS p
    LEFT JOIN "order" AS o ON o.order_id = p.order_id
)
SELECT
    k.payment_id, k.paid_on, k.invoice_id, k.order_id, k.account_id, a.name AS account_name, a.kind AS account_kind,
    a.industry, a.country, a.city,
    coalesce(k.order_owner_id, a.owner_id) AS owner_id, w.name AS owner_name, w.team_id, w.team_name,
    coalesce(k.order_region, a.region, w.region) AS region, k.channel, k.campaign_id, c.name AS campaign_name,
    k.currency, k.source, k.amount, k.amount_base
FROM known AS k
LEFT JOIN account AS a ON a.account_id = k.account_id
LEFT JOIN people AS w ON w.representative_id = coalesce(k.order_owner_id, a.owner_id)
LEFT JOIN campaign AS c ON c.campaign_id = k.campaign_id
