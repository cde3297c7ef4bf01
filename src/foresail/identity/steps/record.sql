-- Every record of the entities that others name, with the canonical id of the records that are one.
-- Accounts with equal codes in two systems are one; a short number, which any system may use, joins only where the names
-- agree. Other entities join where code and name agree.
WITH spelt AS (
    SELECT
        *,
        nullif(lower(regexp_replace(CASE WHEN regexp_matches(name, '[！-～　]') THEN translate(name, :wide, :narrow) ELSE name END, '\s+', '', 'g')), '') AS name_word,
        lower(regexp_replace(CASE WHEN regexp_matches(code, '[！-～　]') THEN translate(code, :wide, :narrow) ELSE code END, '\s+', '', 'g')) AS code_word
    FROM entity_row
),
shared AS (
    SELECT entity, code, count(DISTINCT name_word) AS names
    FROM spelt
    WHERE entity IN ('account', 'campaign', 'partner', 'product', 'representative', 'team')
    GROUP BY entity, code HAVING count(DISTINCT source) > 1
),
grouped AS (
    SELECT
        s.*,
        CASE
            WHEN h.code IS NULL THEN s.id
            WHEN s.entity = 'account' AND (length(s.code) >= 6 OR regexp_matches(s.code, '[^0-9]')) THEN 'code:' || s.code
            WHEN h.names = 1 AND (s.entity = 'account' OR s.name_word IS NOT NULL) THEN 'code:' || s.code
            WHEN s.name_word IS NOT NULL THEN 'name:' || s.code || chr(31) || s.name_word
            ELSE s.id
        END AS cluster
    FROM spelt s LEFT JOIN shared h ON h.entity = s.entity AND h.code = s.code
)
SELECT
    entity, source, source_id, id, code, name, name_word, code_word,
    first_value(id) OVER (PARTITION BY entity, cluster ORDER BY source, id) AS canonical
FROM grouped
