WITH moved AS (
    SELECT old, new, changed_on, count(*) AS deals
    FROM opportunity_change
    WHERE field = 'stage' AND old IS NOT NULL AND new IS NOT NULL
    GROUP BY old, new, changed_on
),
leaving AS (
    SELECT old, changed_on, sum(deals) AS deals FROM moved GROUP BY old, changed_on
),
gone AS (
    SELECT m.old AS stage, max(m.changed_on) AS last_on
    FROM moved m
    WHERE NOT EXISTS (SELECT 1 FROM opportunity o WHERE o.stage = m.old)
    GROUP BY m.old
),
fresh AS (
    SELECT new AS stage, min(changed_on) AS first_on FROM moved GROUP BY new
),
renamed AS (
    SELECT m.old, m.new, m.changed_on
    FROM moved m
    JOIN gone g ON g.stage = m.old AND g.last_on = m.changed_on
    JOIN fresh f ON f.stage = m.new AND f.first_on = m.changed_on
    JOIN leaving l ON l.old = m.old AND l.changed_on = m.changed_on
    LEFT JOIN leaving e ON e.old = m.new AND e.changed_on <= m.changed_on
    WHERE m.deals >= 3 AND 2 * m.deals > l.deals AND e.old IS NULL
)
SELECT c.opportunity_id, 'stage' AS field, max(c.old || ' → ' || c.new) AS found,
    CASE WHEN max(o.outcome) = 'open' THEN max(o.amount_base) END AS money
FROM renamed r
JOIN opportunity_change c ON c.field = 'stage' AND c.old = r.old AND c.new = r.new AND c.changed_on = r.changed_on
JOIN opportunity o ON o.opportunity_id = c.opportunity_id
GROUP BY c.opportunity_id
