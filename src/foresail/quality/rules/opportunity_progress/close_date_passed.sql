SELECT opportunity_id, 'expected_close_on' AS field, CAST(expected_close_on AS VARCHAR) AS found, amount_base AS money
FROM opportunity WHERE outcome = 'open' AND expected_close_on < CAST(:as_of AS DATE)
