-- The states of every deal, with the words that people know it by. What is only assumed of a deal that was first seen
-- after its end carries its final amount: it can neither grow nor be pushed.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  s.opportunity_id,
  s.valid_from,
  s.valid_to,
  s.outcome,
  s.stage,
  s.amount,
  s.amount_base,
  s.currency,
  s.expected_close_on,
  s.owner_id,
  o.account_id,
  COALESCE(o.channel, '') AS channel,
  o.name AS opportunity_name,
  a.name AS account_name,
  r.name AS owner_name,
  m.as_of
FROM opportunity_span AS s
CROSS JOIN moment AS m
INNER JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN representative AS r ON r.representative_id = s.owner_id
WHERE s.valid_from <= m.as_of
