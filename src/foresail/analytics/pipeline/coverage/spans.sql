-- The states of all deals up to the day. What is only assumed of the time before a deal was first seen is marked: its
-- expected close is the day on which it closed, so nothing may be learnt from it.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  s.opportunity_id,
  s.valid_from,
  s.valid_to,
  s.outcome,
  s.stage,
  s.amount_base AS amount,
  s.expected_close_on,
  s.owner_id,
  COALESCE(s.assumed, FALSE) AS assumed,
  m.as_of
FROM opportunity_span AS s
CROSS JOIN moment AS m
INNER JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
WHERE s.valid_from <= m.as_of
