SELECT contract_id, 'ends_on' AS field, CAST(ends_on AS VARCHAR) AS found, amount_base AS money
FROM contract WHERE ends_on < starts_on
