SELECT lead_id, 'owner_id' AS field, '' AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM lead WHERE owner_id IS NULL AND pool IS NULL AND converted_at IS NULL AND created_on <= CAST(:as_of AS DATE)
