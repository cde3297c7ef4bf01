-- What is open of each invoice, as spans of days: a new span begins on the day of issue and with every payment.
-- A payment without an invoice counts for the only invoice of its order. An invoice that is called paid without any
-- payment is taken as settled on its due day. Paid sums are compared in the invoice's own currency, so that a moving
-- rate leaves no remainder.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
), issued AS (
    SELECT
        i.*,
        coalesce(lower(trim(i.status)), '') IN ('paid', 'settled', 'closed', '已付', '已付款', '已收款', '已结清', '已回款') AS said_paid
    FROM invoice AS i
    WHERE i.issued_on IS NOT NULL AND i.amount > 0
      AND coalesce(lower(trim(i.status)), '') NOT IN (
          'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废'
      )
), single AS (
    SELECT order_id, min(invoice_id) AS invoice_id
    FROM issued
    WHERE order_id IS NOT NULL
    GROUP BY order_id
    HAVING count(*) = 1
), received AS (
    SELECT coalesce(p.invoice_id, s.invoice_id) AS invoice_id, p.paid_on, p.currency, p.amount, p.amount_base
    FROM payment AS p
    LEFT JOIN single AS s ON s.order_id = p.order_id
    WHERE p.paid_on IS NOT NULL
), paid AS (
    SELECT
        i.invoice_id,
        CASE WHEN r.paid_on < i.issued_on THEN i.issued_on ELSE r.paid_on END AS on_day,
        CASE
            WHEN r.currency IS NOT DISTINCT FROM i.currency THEN r.amount
            ELSE CAST(
                CAST(r.amount_base AS DOUBLE) * CAST(i.amount AS DOUBLE) / nullif(CAST(i.amount_base AS DOUBLE), 0)
                AS DECIMAL(18, 4)
            )
        END AS paid_amount
    FROM received AS r
    JOIN issued AS i ON i.invoice_id = r.invoice_id
), taken AS (
    SELECT i.invoice_id, coalesce(i.due_on, i.issued_on) AS on_day, i.amount AS paid_amount
    FROM issued AS i
    LEFT JOIN (SELECT DISTINCT invoice_id FROM paid) AS p ON p.invoice_id = i.invoice_id
    WHERE i.said_paid AND p.invoice_id IS NULL
), moves AS (
    SELECT invoice_id, issued_on AS on_day, CAST(0 AS DECIMAL(18, 4)) AS paid_amount FROM issued
    UNION ALL
    SELECT invoice_id, on_day, paid_amount FROM paid
    UNION ALL
    SELECT invoice_id, on_day, paid_amount FROM taken
), days AS (
    SELECT invoice_id, on_day, sum(paid_amount) AS paid_amount
    FROM moves
    GROUP BY invoice_id, on_day
), running AS (
    SELECT
        invoice_id, on_day AS valid_from,
        coalesce(lead(on_day) OVER (PARTITION BY invoice_id ORDER BY on_day), DATE '9999-12-31') AS valid_to,
        sum(paid_amount) OVER (
            PARTITION BY invoice_id ORDER BY on_day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW
        ) AS paid_amount
    FROM days
), spans AS (
    SELECT
        r.invoice_id, r.valid_from, r.valid_to, i.issued_on, i.due_on, i.order_id, i.account_id, i.status AS invoice_status,
        i.currency, i.source, CAST(i.amount - coalesce(r.paid_amount, 0) AS DECIMAL(18, 4)) AS amount,
        CASE
            WHEN coalesce(r.paid_amount, 0) = 0 THEN i.amount_base
            WHEN i.amount = i.amount_base THEN CAST(i.amount - r.paid_amount AS DECIMAL(18, 4))
            ELSE CAST(
                CAST(i.amount - r.paid_amount AS DOUBLE) * CAST(i.amount_base AS DOUBLE) / nullif(CAST(i.amount AS DOUBLE), 0)
                AS DECIMAL(18, 4)
            )
        END AS amount_base
    FROM running AS r
    JOIN issued AS i ON i.invoice_id = r.invoice_id
    WHERE i.amount - coalesce(r.paid_amount, 0) > 0
)
SELECT
    s.invoice_id, s.valid_from, s.valid_to, s.issued_on, s.due_on, s.order_id, s.invoice_status,
    coalesce(s.account_id, o.account_id) AS account_id, a.name AS account_name, a.kind AS account_kind, a.industry,
    a.country, a.city, coalesce(o.owner_id, a.owner_id) AS owner_id, w.name AS owner_name, w.team_id, w.team_name,
    coalesce(o.region, a.region, w.region) AS region, o.channel, s.currency, s.source, s.amount, s.amount_base
FROM spans AS s
LEFT JOIN "order" AS o ON o.order_id = s.order_id
LEFT JOIN account AS a ON a.account_id = coalesce(s.account_id, o.account_id)
LEFT JOIN people AS w ON w.representative_id = coalesce(o.owner_id, a.owner_id)
