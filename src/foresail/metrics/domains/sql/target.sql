-- A row per target that covers days of the period; one that reaches beyond it counts by its share of days.
SELECT
    p.period_start, f.dims, f.scope_id,
    CASE
        WHEN p.first_on <= f.starts_on AND f.ends_on <= p.period_end THEN f.amount
        ELSE CAST(
            CAST(f.amount AS DOUBLE)
            * date_diff('day', greatest(f.starts_on, p.first_on), least(f.ends_on, p.period_end))
            / nullif(date_diff('day', f.starts_on, f.ends_on), 0) AS DECIMAL(18, 4)
        )
    END AS value
FROM fact AS f
JOIN period AS p ON f.starts_on < p.period_end AND f.ends_on > p.first_on
WHERE f.measure = :measure AND f.scope = :scope
