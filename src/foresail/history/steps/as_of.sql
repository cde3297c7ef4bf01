-- The latest past event in the facts. Plans (targets, prices, expected days) and rows after the newest load don't count.
WITH newest AS (
    SELECT max(taken_on) AS day FROM load
),
event AS (
    SELECT max(created_on) AS day FROM account WHERE created_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(occurred_on) FROM activity WHERE occurred_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(created_on) FROM contact WHERE created_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(signed_on) FROM contract WHERE signed_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(given_on) FROM feedback WHERE given_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(issued_on) FROM invoice WHERE issued_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(created_on) FROM lead WHERE created_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(assigned_on) FROM lead WHERE assigned_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(converted_on) FROM lead WHERE converted_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(created_on) FROM opportunity WHERE created_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(closed_on) FROM opportunity WHERE closed_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(changed_on) FROM opportunity_change WHERE origin = 'reported' AND changed_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(ordered_on) FROM "order" WHERE ordered_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(sold_on) FROM partner_sale WHERE sold_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(paid_on) FROM payment WHERE paid_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(issued_on) FROM quote WHERE issued_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(spent_on) FROM spend WHERE spent_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(on_date) FROM stock WHERE on_date <= (SELECT day FROM newest)
    UNION ALL SELECT max(starts_on) FROM subscription WHERE starts_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(cancelled_on) FROM subscription WHERE cancelled_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(opened_on) FROM ticket WHERE opened_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(closed_on) FROM ticket WHERE closed_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(occurred_on) FROM touch WHERE occurred_on <= (SELECT day FROM newest)
    UNION ALL SELECT max(occurred_on) FROM web_event WHERE occurred_on <= (SELECT day FROM newest)
)
SELECT max(day) AS as_of FROM event
