SELECT invoice_id, 'due_on' AS field, CAST(due_on AS VARCHAR) AS found, amount_base AS money
FROM invoice WHERE due_on < issued_on
