SELECT
    o.opportunity_id, o.name, o.account_id, a.name AS account_name, o.owner_id, r.name AS owner_name, o.pipeline, o.stage,
    o.amount, o.amount_base, o.currency, o.created_on, o.expected_close_on, o.probability, o.closed_on, o.outcome,
    o.lost_reason, o.competitor, o.channel, o.forecast_category, o.next_step, o.next_step_on, p.name AS product_name,
    o.source, o.source_id
FROM opportunity AS o
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN representative AS r ON r.representative_id = o.owner_id
LEFT JOIN product AS p ON p.product_id = o.product_id
WHERE o.opportunity_id = :id
