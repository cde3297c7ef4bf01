-- Contracts that run on the day of the data.
SELECT account_id, count(*) AS running_contracts, min(CASE WHEN ends_on < DATE '9999-01-01' THEN ends_on END) AS contract_ends_on
FROM subscription
WHERE
    account_id IS NOT NULL AND starts_on <= :as_of AND (ends_on IS NULL OR ends_on >= :as_of)
    AND (cancelled_on IS NULL OR cancelled_on > :as_of)
GROUP BY account_id
