-- What has to be written otherwise than the source does: reference → canonical id. One row an entity and reference.
WITH told AS (
    SELECT entity, ref, id, CASE way WHEN 1 THEN 'code' WHEN 2 THEN 'name' WHEN 4 THEN 'name' ELSE 'spelling' END AS how FROM matched
    UNION ALL
    SELECT entity, ref, id, 'derived' FROM named WHERE ref <> id
    UNION ALL
    SELECT entity, id, canonical, 'joined' FROM record WHERE id <> canonical
)
SELECT entity, ref, min(id) AS id, min(how) AS how FROM told GROUP BY entity, ref
