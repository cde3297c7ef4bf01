SELECT p.payment_id, 'paid_on' AS field, CAST(p.paid_on AS VARCHAR) AS found, p.amount_base AS money
FROM payment p JOIN invoice i ON i.invoice_id = p.invoice_id
WHERE p.paid_on < i.issued_on
