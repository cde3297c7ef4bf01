-- A row per open opportunity at the end of the period; on the day of the data the model's probability comes first.
SELECT
    p.period_start, f.dims, f.opportunity_id,
    CAST(
        f.amount * CAST(
            coalesce(CASE WHEN p.look_on = :as_of THEN s.probability END, f.probability) AS DECIMAL(9, 6)
        ) AS DECIMAL(18, 2)
    ) AS value
FROM fact AS f
JOIN period AS p ON f.valid_from <= p.look_on AND p.look_on < f.valid_to
LEFT JOIN scores AS s ON s.opportunity_id = f.opportunity_id
WHERE f.outcome = 'open' AND p.first_on <= :as_of
