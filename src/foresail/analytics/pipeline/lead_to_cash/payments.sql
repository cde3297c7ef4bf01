-- Every payment up to the day, with the days of its invoice. Days count backwards from the day.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  p.payment_id,
  p.invoice_id,
  p.amount_base AS amount,
  CAST(DATE_DIFF('day', p.paid_on, m.as_of) AS INTEGER) AS paid_ago
FROM payment AS p
CROSS JOIN moment AS m
WHERE p.paid_on <= m.as_of AND p.amount_base IS NOT NULL
