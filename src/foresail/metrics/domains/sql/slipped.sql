-- A row per opportunity that was to close in the period when it began, and is still open at its end.
SELECT p.period_start, f.dims, f.opportunity_id, f.amount AS value
FROM fact AS f
JOIN period AS p
    ON f.valid_from < p.first_on AND p.first_on <= f.valid_to
    AND f.expected_close_on >= p.first_on AND f.expected_close_on < p.period_end
JOIN fact_opportunity_spans AS e
    ON e.opportunity_id = f.opportunity_id AND e.valid_from <= p.look_on AND p.look_on < e.valid_to
WHERE f.outcome = 'open' AND e.outcome = 'open' AND p.first_on <= :as_of
