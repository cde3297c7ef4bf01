-- What happened to a deal. A change that was only inferred lies between two loads: `since_on` and `until_on` say which;
-- where the record itself says the moment, it is exact.
WITH looks AS (
    SELECT t.source, l.taken_at, l.taken_on, BOOL_OR(t.complete) AS complete
    FROM load_table AS t
    JOIN load AS l ON l.load_id = t.load_id
    WHERE t.table_name = 'opportunity'
    GROUP BY t.source, l.taken_at, l.taken_on
),
mine AS (
    SELECT changed_at, changed_on, field, old, new, origin, source
    FROM opportunity_change
    WHERE opportunity_id = :id
),
placed AS (
    SELECT
        m.changed_at, m.changed_on, m.field, m.old, m.new, m.origin,
        COALESCE(
            MAX(CASE WHEN k.taken_at < m.changed_at AND k.complete THEN k.taken_on END),
            MAX(CASE WHEN k.taken_at < m.changed_at THEN k.taken_on END)
        ) AS since_on,
        MIN(CASE WHEN k.taken_at >= m.changed_at THEN k.taken_on END) AS until_on,
        MIN(CASE WHEN k.taken_at >= m.changed_at THEN k.taken_at END) AS until_at
    FROM mine AS m
    LEFT JOIN looks AS k ON k.source = m.source
    GROUP BY m.changed_at, m.changed_on, m.field, m.old, m.new, m.origin
)
SELECT
    p.changed_at, p.changed_on, p.field, COALESCE(b.name, p.old) AS old, COALESCE(a.name, p.new) AS new, p.origin,
    p.origin = 'inferred' AND COALESCE(p.until_at = p.changed_at, FALSE) AS between_loads, p.since_on, p.until_on
FROM placed AS p
LEFT JOIN representative AS b ON p.field = 'owner_id' AND b.representative_id = p.old
LEFT JOIN representative AS a ON p.field = 'owner_id' AND a.representative_id = p.new
ORDER BY p.changed_at DESC, p.field
LIMIT 400
