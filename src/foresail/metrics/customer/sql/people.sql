-- Whose each customer is.
WITH sellers AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
)
SELECT c.account_id, c.owner_id, s.name AS owner_name, s.team_id, s.team_name
FROM account AS c
LEFT JOIN sellers AS s ON s.representative_id = c.owner_id
