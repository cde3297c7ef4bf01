WITH paid AS (
    SELECT invoice_id, sum(amount_base) AS paid FROM payment GROUP BY invoice_id
)
SELECT p.payment_id, 'amount' AS field, CAST(p.amount AS VARCHAR) AS found, CAST(t.paid - i.amount_base AS DECIMAL(18, 4)) AS money
FROM payment p
JOIN paid t ON t.invoice_id = p.invoice_id
JOIN invoice i ON i.invoice_id = p.invoice_id
WHERE t.paid > i.amount_base + 0.01
QUALIFY row_number() OVER (PARTITION BY p.invoice_id ORDER BY p.paid_on DESC, p.payment_id DESC) = 1
