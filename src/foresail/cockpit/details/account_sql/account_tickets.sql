SELECT ticket_id, opened_on, closed_on, severity, satisfaction
FROM ticket
WHERE account_id = :id
ORDER BY opened_on DESC, ticket_id
LIMIT 100
