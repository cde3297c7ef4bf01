-- Open deals of each customer, and those that ended within a year.
SELECT
    account_id,
    count(CASE WHEN outcome = 'open' THEN 1 END) AS open_deals,
    CAST(sum(CASE WHEN outcome = 'open' THEN amount_base ELSE 0 END) AS DECIMAL(28, 4)) AS open_amount,
    count(
        CASE WHEN outcome = 'won' AND closed_on > CAST(:as_of - INTERVAL 12 MONTH AS DATE) AND closed_on <= :as_of THEN 1 END
    ) AS won_deals_12m,
    count(
        CASE WHEN outcome = 'lost' AND closed_on > CAST(:as_of - INTERVAL 12 MONTH AS DATE) AND closed_on <= :as_of THEN 1 END
    ) AS lost_deals_12m
FROM fact_opportunities
WHERE account_id IS NOT NULL AND created_on <= :as_of
GROUP BY account_id
