-- Tickets of each customer.
SELECT
    account_id,
    count(CASE WHEN open_until > :as_of THEN 1 END) AS open_tickets,
    count(CASE WHEN opened_on > CAST(:as_of - INTERVAL 12 MONTH AS DATE) THEN 1 END) AS tickets_12m,
    avg(
        CASE WHEN opened_on > CAST(:as_of - INTERVAL 12 MONTH AS DATE) THEN CAST(satisfaction AS DOUBLE) END
    ) AS satisfaction_12m
FROM fact_tickets
WHERE account_id IS NOT NULL AND opened_on <= :as_of
GROUP BY account_id
