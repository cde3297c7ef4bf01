SELECT payment_id, paid_on, amount_base AS amount, invoice_id, order_id
FROM payment
WHERE account_id = :id
ORDER BY paid_on DESC, payment_id
LIMIT 100
