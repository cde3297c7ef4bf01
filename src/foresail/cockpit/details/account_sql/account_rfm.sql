SELECT * FROM customers_rfm_scores WHERE account_id = :id
