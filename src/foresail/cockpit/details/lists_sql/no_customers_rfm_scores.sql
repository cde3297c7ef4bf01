SELECT account_id, CAST(NULL AS VARCHAR) AS segment FROM account WHERE account_id IS NULL
