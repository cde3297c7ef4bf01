SELECT changed_at, changed_on, field, old, new, origin
FROM opportunity_change
WHERE opportunity_id = :id
ORDER BY changed_at DESC, field
LIMIT 200
