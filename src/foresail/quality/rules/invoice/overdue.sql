WITH paid AS (
    SELECT invoice_id, sum(amount_base) AS paid FROM payment WHERE paid_on <= CAST(:as_of AS DATE) GROUP BY invoice_id
)
SELECT i.invoice_id, CAST(NULL AS VARCHAR) AS field, CAST(i.due_on AS VARCHAR) AS found,
    CAST(i.amount_base - coalesce(p.paid, 0) AS DECIMAL(18, 4)) AS money
FROM invoice i LEFT JOIN paid p ON p.invoice_id = i.invoice_id
WHERE date_diff('day', i.due_on, CAST(:as_of AS DATE)) > 90 AND i.amount_base - coalesce(p.paid, 0) > 0
    AND coalesce(lower(i.status), '') NOT IN ('paid', 'cancelled', 'canceled', 'void')
