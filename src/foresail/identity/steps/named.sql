-- Entities that exist only because something names them. Accounts and products come from references of a source that
-- has no such table; representatives and teams from any reference. Equal codes are one entity.
WITH owning AS (
    SELECT DISTINCT entity, source FROM record
),
loose AS (
    SELECT
        o.entity, o.source, o.ref,
        CASE WHEN starts_with(o.ref, o.source || ':') THEN substr(o.ref, length(o.source) + 2) ELSE o.ref END AS code,
        sum(o.rows) AS rows, max(o.loaded_at) AS loaded_at
    FROM reference_open o
    LEFT JOIN owning w ON w.entity = o.entity AND w.source = o.source
    WHERE (o.entity IN ('representative', 'team') OR (o.entity IN ('account', 'product') AND w.source IS NULL))
        AND NOT EXISTS (SELECT 1 FROM matched m WHERE m.entity = o.entity AND m.ref = o.ref)
    GROUP BY o.entity, o.source, o.ref
),
spelt AS (
    SELECT *, lower(regexp_replace(CASE WHEN regexp_matches(code, '[！-～　]') THEN translate(code, :wide, :narrow) ELSE code END, '\s+', '', 'g')) AS word FROM loose
),
grouped AS (
    SELECT *, CASE WHEN length(code) >= 6 OR regexp_matches(code, '[^0-9]') THEN word ELSE source || ':' || word END AS cluster
    FROM spelt
)
SELECT
    entity, source, ref, code, rows, loaded_at,
    first_value(ref) OVER (PARTITION BY entity, cluster ORDER BY source, ref) AS id
FROM grouped
