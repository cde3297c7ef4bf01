WITH touched AS (
    SELECT opportunity_id, MAX(occurred_on) AS last_activity_on
    FROM activity
    WHERE occurred_on <= :as_of
    GROUP BY opportunity_id
)
SELECT
    o.opportunity_id, o.name, o.account_id, a.name AS account_name, o.owner_id AS owner, r.name AS owner_name,
    r.team_id AS team, COALESCE(a.region, r.region) AS region, o.product_id AS product, p.name AS product_name, o.channel,
    o.pipeline, o.stage, o.outcome, o.amount_base AS amount, s.probability AS win_probability, o.expected_close_on,
    t.last_activity_on, o.next_step, o.created_on, o.closed_on
FROM opportunity AS o
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN representative AS r ON r.representative_id = o.owner_id
LEFT JOIN product AS p ON p.product_id = o.product_id
LEFT JOIN pipeline_win_probability_scores AS s ON s.opportunity_id = o.opportunity_id
LEFT JOIN touched AS t ON t.opportunity_id = o.opportunity_id
