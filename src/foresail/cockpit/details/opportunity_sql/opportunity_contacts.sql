SELECT oc.contact_id, c.full_name, c.title, oc.role, c.phone, c.email
FROM opportunity_contact AS oc
LEFT JOIN contact AS c ON c.contact_id = oc.contact_id
WHERE oc.opportunity_id = :id
ORDER BY oc.contact_id
LIMIT 100
