SELECT a.activity_id, a.kind, a.occurred_at, a.outcome, a.minutes, c.full_name AS contact_name, r.name AS owner_name
FROM activity AS a
LEFT JOIN contact AS c ON c.contact_id = a.contact_id
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
WHERE a.opportunity_id = :id
ORDER BY a.occurred_at DESC, a.activity_id
LIMIT 100
