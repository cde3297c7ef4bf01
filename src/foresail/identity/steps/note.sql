-- What identity assumed: spellings that differ one by one, matches by code or name, derived and joined entities summed up.
WITH used AS (
    SELECT entity, table_name, ref, sum(rows) AS rows FROM reference_open GROUP BY entity, table_name, ref
),
answered AS (
    SELECT
        u.entity, u.table_name, u.ref, u.rows, r.how,
        CASE WHEN strpos(u.ref, ':') > 0 THEN substr(u.ref, strpos(u.ref, ':') + 1) ELSE u.ref END AS written,
        CASE WHEN r.how = 'name' THEN c.name ELSE c.code END AS taken
    FROM used u
    JOIN reference r ON r.entity = u.entity AND r.ref = u.ref
    JOIN record c ON c.entity = u.entity AND c.id = r.id
    WHERE r.how IN ('code', 'name', 'spelling') AND u.rows > 0
),
otherwise AS (
    SELECT *, row_number() OVER (PARTITION BY entity, table_name ORDER BY rows DESC, ref) AS place
    FROM answered WHERE how <> 'code' AND written <> taken
)
SELECT 'spelling' AS kind, entity, table_name, written, taken, CAST(rows AS BIGINT) AS rows FROM otherwise WHERE place <= 20
UNION ALL
SELECT 'spellings', entity, table_name, NULL, NULL, CAST(sum(rows) AS BIGINT) FROM otherwise WHERE place > 20 GROUP BY entity, table_name
UNION ALL
SELECT how, entity, table_name, NULL, NULL, CAST(sum(rows) AS BIGINT)
FROM answered WHERE how = 'code' OR (how = 'name' AND written = taken) GROUP BY how, entity, table_name
UNION ALL
SELECT 'derived', entity, entity, NULL, NULL, CAST(count(*) AS BIGINT) FROM derived GROUP BY entity
UNION ALL
SELECT CASE WHEN g.id IS NULL THEN 'joined' ELSE 'found' END, r.entity, r.entity, NULL, NULL, CAST(count(*) AS BIGINT)
FROM record r LEFT JOIN identity_group g ON g.entity = r.entity AND g.id = r.id
WHERE r.id <> r.canonical
GROUP BY CASE WHEN g.id IS NULL THEN 'joined' ELSE 'found' END, r.entity
