-- The records of which one customer is made, where they are several.
WITH shared AS (
    SELECT entity, canonical FROM record WHERE entity IN ('account', 'contact') GROUP BY entity, canonical HAVING count(*) > 1
)
SELECT
    r.entity, r.canonical, r.id, r.source, r.source_id, r.name,
    coalesce(g.how, max(g.how) OVER (PARTITION BY r.entity, r.canonical), 'code') AS how,
    coalesce(g.confidence, CAST(1 AS DECIMAL(9, 6))) AS confidence
FROM record r
JOIN shared s ON s.entity = r.entity AND s.canonical = r.canonical
LEFT JOIN identity_group g ON g.entity = r.entity AND g.id = r.id
