WITH ordered AS (
    SELECT MIN(ordered_on) AS at_day, 'order' AS kind, order_id AS id, MIN(channel) AS detail, SUM(amount_base) AS amount
    FROM fact_sales
    WHERE NOT cancelled AND account_id = :id
    GROUP BY order_id
),
events AS (
    SELECT at_day, kind, id, detail, amount FROM ordered
    UNION ALL
    SELECT paid_on, 'payment', payment_id, NULL, amount_base FROM payment WHERE account_id = :id
    UNION ALL
    SELECT created_on, 'opportunity', opportunity_id, name, amount_base FROM opportunity WHERE account_id = :id
    UNION ALL
    SELECT closed_on, outcome, opportunity_id, name, amount_base FROM opportunity
    WHERE account_id = :id AND outcome IN ('won', 'lost')
    UNION ALL
    SELECT opened_on, 'ticket', ticket_id, severity, NULL FROM ticket WHERE account_id = :id
    UNION ALL
    SELECT given_on, 'feedback', feedback_id, text, NULL FROM feedback WHERE account_id = :id
    UNION ALL
    SELECT occurred_on, 'activity', activity_id, kind, NULL FROM activity WHERE account_id = :id
)
SELECT at_day, kind, id, detail, amount
FROM events
WHERE at_day IS NOT NULL
ORDER BY at_day DESC, kind, id
LIMIT 300
