-- What the win model says of each open deal: the chance of being won in each coming month.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT c.opportunity_id, c.month, c.p_won
FROM pipeline_win_probability_closing AS c
CROSS JOIN moment AS m
WHERE c.month >= CAST(DATE_TRUNC('month', m.as_of) AS DATE)
