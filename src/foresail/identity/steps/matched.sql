-- Open references that a record answers after all, best way first:
-- 1 the same code in another source, 2 a name in the same source, 3 the code spelt otherwise in the same source,
-- 4 a name in another source, 5 the code spelt otherwise in another source.
-- A way counts only where it leads to one record; spelling is without case, spaces and width.
WITH wanted AS (
    SELECT DISTINCT entity, source, ref, CASE WHEN starts_with(ref, source || ':') THEN substr(ref, length(source) + 2) ELSE ref END AS code
    FROM reference_open
    WHERE entity IN (SELECT entity FROM record)
),
spelt AS (
    SELECT *, lower(regexp_replace(CASE WHEN regexp_matches(code, '[！-～　]') THEN translate(code, :wide, :narrow) ELSE code END, '\s+', '', 'g')) AS word FROM wanted
),
owning AS (
    SELECT DISTINCT entity, source FROM record
),
candidate AS (
    SELECT w.entity, w.source, w.ref, r.canonical AS id, 1 AS way
    FROM spelt w JOIN record r ON r.entity = w.entity AND r.code = w.code AND r.source <> w.source
    LEFT JOIN owning o ON o.entity = w.entity AND o.source = w.source
    -- a short number means something only inside its own system
    WHERE o.source IS NULL OR length(w.code) >= 6 OR regexp_matches(w.code, '[^0-9]')
    UNION ALL
    SELECT w.entity, w.source, w.ref, r.canonical, 2
    FROM spelt w JOIN record r ON r.entity = w.entity AND r.name_word = w.word AND r.source = w.source
    UNION ALL
    SELECT w.entity, w.source, w.ref, r.canonical, 3
    FROM spelt w JOIN record r ON r.entity = w.entity AND r.code_word = w.word AND r.source = w.source
    UNION ALL
    SELECT w.entity, w.source, w.ref, r.canonical, 4
    FROM spelt w JOIN record r ON r.entity = w.entity AND r.name_word = w.word AND r.source <> w.source
    UNION ALL
    SELECT w.entity, w.source, w.ref, r.canonical, 5
    FROM spelt w JOIN record r ON r.entity = w.entity AND r.code_word = w.word AND r.source <> w.source
    LEFT JOIN owning o ON o.entity = w.entity AND o.source = w.source
    WHERE o.source IS NULL OR length(w.code) >= 6 OR regexp_matches(w.code, '[^0-9]')
),
counted AS (
    SELECT entity, source, ref, way, min(id) AS id
    FROM candidate WHERE ref <> '' GROUP BY entity, source, ref, way HAVING count(DISTINCT id) = 1
)
SELECT entity, source, ref, id, way
FROM counted
QUALIFY row_number() OVER (PARTITION BY entity, ref ORDER BY way, source) = 1
