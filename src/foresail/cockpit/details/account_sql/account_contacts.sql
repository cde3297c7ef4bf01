SELECT contact_id, full_name, title, department, email, phone, opted_out
FROM contact
WHERE account_id = :id
ORDER BY full_name, contact_id
LIMIT 100
