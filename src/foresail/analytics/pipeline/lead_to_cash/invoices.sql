-- Every invoice up to the day with what has been received for it. Days count backwards from the day; negative ones are
-- still to come. Cancelled invoices are left out.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
paid AS (
  SELECT p.invoice_id, SUM(p.amount_base) AS amount
  FROM payment AS p
  CROSS JOIN moment AS m
  WHERE p.invoice_id IS NOT NULL AND p.paid_on <= m.as_of
  GROUP BY p.invoice_id
)
SELECT
  i.invoice_id,
  i.order_id,
  i.account_id,
  a.name AS account_name,
  a.owner_id,
  a.region,
  r.name AS owner_name,
  m.as_of,
  CAST(DATE_DIFF('day', i.issued_on, m.as_of) AS INTEGER) AS issued_ago,
  CAST(DATE_DIFF('day', COALESCE(i.due_on, i.issued_on), m.as_of) AS INTEGER) AS due_ago,
  i.amount_base AS amount,
  CAST(COALESCE(p.amount, 0) AS DECIMAL(38, 4)) AS received
FROM invoice AS i
CROSS JOIN moment AS m
LEFT JOIN paid AS p ON p.invoice_id = i.invoice_id
LEFT JOIN account AS a ON a.account_id = i.account_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
WHERE i.issued_on <= m.as_of AND i.amount_base > 0
  AND COALESCE(LOWER(i.status), '') NOT IN ('cancelled', 'canceled', 'void', '已取消', '作废', '已作废')
