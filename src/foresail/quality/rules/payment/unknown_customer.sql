SELECT payment_id, 'account_id' AS field, '' AS found, amount_base AS money
FROM payment WHERE invoice_id IS NULL AND order_id IS NULL AND account_id IS NULL
