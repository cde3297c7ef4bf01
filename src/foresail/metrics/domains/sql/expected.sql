-- A row per opportunity that is open at the end of the period (at the latest on the day of the data) and due in it.
SELECT p.period_start, f.dims, f.opportunity_id, f.amount AS value
FROM fact AS f
JOIN period AS p
    ON f.valid_from <= p.look_on AND p.look_on < f.valid_to
    AND f.expected_close_on >= p.first_on AND f.expected_close_on < p.period_end
WHERE f.outcome = 'open'
