-- One row for each entity that only references name.
SELECT
    n.entity, n.id,
    max(CASE WHEN n.ref = n.id THEN n.source END) AS source,
    max(CASE WHEN n.ref = n.id THEN n.code END) AS name,
    sum(n.rows) AS rows, max(n.loaded_at) AS loaded_at
FROM named n GROUP BY n.entity, n.id
