-- What every deal did between the ends of two days (:before_on, :until_on), as signed amounts by step: opening + steps =
-- closing for each deal. Deals are looked at that are open and expected to close by :window_end, or that closed between.
-- What history only assumes of a deal that was first seen after its end (its final amount and day) does not count.
WITH seen AS (
    SELECT
        opportunity_id, valid_from, valid_to, outcome, stage, currency,
        CASE WHEN NOT COALESCE(assumed, FALSE) THEN amount END AS amount,
        CASE WHEN NOT COALESCE(assumed, FALSE) THEN amount_base END AS amount_base,
        CASE WHEN NOT COALESCE(assumed, FALSE) THEN expected_close_on END AS expected_close_on
    FROM opportunity_span
),
day_before AS (
    SELECT opportunity_id, outcome, stage, amount, amount_base, currency, expected_close_on
    FROM seen
    WHERE valid_from <= CAST(:before_on AS DATE) AND valid_to > CAST(:before_on AS DATE)
),
day_after AS (
    SELECT opportunity_id, outcome, stage, amount, amount_base, currency, expected_close_on
    FROM seen
    WHERE valid_from <= CAST(:until_on AS DATE) AND valid_to > CAST(:until_on AS DATE)
),
both_days AS (
    SELECT
        COALESCE(a.opportunity_id, b.opportunity_id) AS opportunity_id,
        b.outcome AS outcome_before, a.outcome AS outcome_after, b.stage AS stage_before, a.stage AS stage_after,
        b.expected_close_on AS close_before, a.expected_close_on AS close_after,
        b.amount_base AS amount_before, a.amount_base AS amount_after,
        CAST(COALESCE(b.amount_base, 0) AS DECIMAL(18, 4)) AS value_before,
        CAST(COALESCE(a.amount_base, 0) AS DECIMAL(18, 4)) AS value_after,
        COALESCE(a.amount = b.amount AND a.currency = b.currency, FALSE) AS same_money,
        COALESCE(b.outcome = 'open', FALSE) AS open_before,
        COALESCE(a.outcome = 'open', FALSE) AS open_after,
        COALESCE(b.outcome = 'open' AND b.expected_close_on <= CAST(:window_end AS DATE), FALSE) AS in_before,
        COALESCE(a.outcome = 'open' AND a.expected_close_on <= CAST(:window_end AS DATE), FALSE) AS in_after,
        COALESCE(a.outcome IN ('won', 'lost'), FALSE) AND COALESCE(b.outcome = 'open', b.outcome IS NULL) AS ended_within
    FROM day_before AS b
    FULL OUTER JOIN day_after AS a ON a.opportunity_id = b.opportunity_id
),
looked AS (
    SELECT *, in_before AND (in_after OR ended_within) AS stays, (in_after OR ended_within) AND NOT in_before AS entered
    FROM both_days
    WHERE in_before OR in_after OR ended_within
),
stepped AS (
    SELECT opportunity_id, 1 AS position, 'opening' AS step, value_before AS amount FROM looked WHERE in_before
    UNION ALL
    SELECT opportunity_id, 2, 'new', value_after FROM looked WHERE entered AND outcome_before IS NULL
    UNION ALL
    SELECT opportunity_id, 3, 'reopened', value_after FROM looked
    WHERE entered AND outcome_before IS NOT NULL AND NOT open_before
    UNION ALL
    SELECT opportunity_id, 4, 'pulled_in', value_after FROM looked WHERE entered AND open_before
    UNION ALL
    SELECT opportunity_id, 5, 'pushed_out', -value_before FROM looked WHERE in_before AND open_after AND NOT in_after
    UNION ALL
    SELECT opportunity_id, 6, 'grown', value_after - value_before FROM looked
    WHERE stays AND NOT same_money AND value_after > value_before
    UNION ALL
    SELECT opportunity_id, 7, 'shrunk', value_after - value_before FROM looked
    WHERE stays AND NOT same_money AND value_after < value_before
    UNION ALL
    SELECT opportunity_id, 8, 'exchange', value_after - value_before FROM looked
    WHERE stays AND same_money AND value_after <> value_before
    UNION ALL
    SELECT opportunity_id, 9, 'won', -value_after FROM looked WHERE ended_within AND outcome_after = 'won'
    UNION ALL
    SELECT opportunity_id, 10, 'lost', -value_after FROM looked WHERE ended_within AND outcome_after = 'lost'
    UNION ALL
    SELECT opportunity_id, 11, 'removed', -value_before FROM looked WHERE in_before AND outcome_after IS NULL
    UNION ALL
    SELECT opportunity_id, 12, 'closing', value_after FROM looked WHERE in_after
)
SELECT
    s.opportunity_id, o.name, o.account_id, a.name AS account_name, o.owner_id, r.name AS owner_name, r.team_id AS team,
    COALESCE(a.region, r.region) AS region, o.product_id, o.channel, o.pipeline, s.position, s.step, s.amount,
    k.stage_before, k.stage_after, k.amount_before, k.amount_after, k.close_before, k.close_after
FROM stepped AS s
JOIN looked AS k ON k.opportunity_id = s.opportunity_id
JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id
LEFT JOIN account AS a ON a.account_id = o.account_id
LEFT JOIN representative AS r ON r.representative_id = o.owner_id
