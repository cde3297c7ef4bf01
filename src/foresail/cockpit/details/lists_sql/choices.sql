WITH owners AS (
    SELECT owner_id AS id FROM opportunity
    UNION
    SELECT owner_id FROM "order"
    UNION
    SELECT owner_id FROM account
),
regions AS (
    SELECT region AS id FROM account
    UNION
    SELECT region FROM "order"
),
channels AS (
    SELECT channel AS id FROM "order"
    UNION
    SELECT channel FROM opportunity
    UNION
    SELECT channel FROM account
),
currencies AS (
    SELECT currency AS id FROM "order"
    UNION
    SELECT currency FROM opportunity
),
found AS (
    SELECT 'owner' AS filter, o.id, r.name AS label
    FROM owners AS o LEFT JOIN representative AS r ON r.representative_id = o.id
    UNION ALL
    SELECT 'team', team_id, name FROM team
    UNION ALL
    SELECT 'region', id, id FROM regions
    UNION ALL
    SELECT 'product', product_id, name FROM product
    UNION ALL
    SELECT 'channel', id, id FROM channels
    UNION ALL
    SELECT 'pipeline', pipeline, pipeline FROM (SELECT DISTINCT pipeline FROM opportunity) AS p
    UNION ALL
    SELECT 'currency', id, id FROM currencies
)
SELECT filter, id, label
FROM found
WHERE id IS NOT NULL
ORDER BY filter, label, id
LIMIT 20000
