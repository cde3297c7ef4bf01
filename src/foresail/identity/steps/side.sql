-- The records that some pair or decision is about, with the customer that each belongs to now.
WITH asked AS (
    SELECT entity, left_id AS id FROM identity_pair
    UNION
    SELECT entity, right_id FROM identity_pair
    UNION
    SELECT entity, left_id FROM identity_decision
    UNION
    SELECT entity, right_id FROM identity_decision
)
SELECT r.entity, r.id, r.source, r.source_id, r.name, r.canonical
FROM record r JOIN asked a ON a.entity = r.entity AND a.id = r.id
