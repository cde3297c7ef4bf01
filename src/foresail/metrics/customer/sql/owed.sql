-- What each customer owes on the day of the data.
SELECT
    account_id, CAST(sum(amount_base) AS DECIMAL(28, 4)) AS receivable_amount,
    CAST(sum(CASE WHEN due_on < :as_of THEN amount_base ELSE 0 END) AS DECIMAL(28, 4)) AS overdue_amount
FROM fact_receivables
WHERE account_id IS NOT NULL AND valid_from <= :as_of AND valid_to > :as_of
GROUP BY account_id
