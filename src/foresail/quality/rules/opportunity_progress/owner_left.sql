SELECT o.opportunity_id, 'owner_id' AS field, o.owner_id AS found, o.amount_base AS money
FROM opportunity o JOIN representative r ON r.representative_id = o.owner_id
WHERE o.outcome = 'open' AND r.left_on <= CAST(:as_of AS DATE)
