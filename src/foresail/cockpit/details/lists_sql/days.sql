WITH starts AS (
    SELECT MIN(created_on) AS day FROM opportunity
    UNION ALL
    SELECT MIN(ordered_on) FROM "order"
    UNION ALL
    SELECT MIN(created_on) FROM lead
)
SELECT MIN(day) AS first_day FROM starts WHERE day <= :as_of
