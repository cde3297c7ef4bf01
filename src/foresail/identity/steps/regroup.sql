-- Records with the canonical id of those that are one, now that names, numbers and people have had their say.
SELECT
    r.entity, r.source, r.source_id, r.id, r.code, r.name, r.name_word, r.code_word,
    coalesce(g.canonical, r.canonical) AS canonical
FROM record r LEFT JOIN identity_group g ON g.entity = r.entity AND g.id = r.id
