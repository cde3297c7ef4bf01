-- Deals open on both days whose expected close moved out in between, or passed without an end. What history only assumes
-- of a deal that was first seen after its end does not count.
WITH seen_open AS (
    SELECT opportunity_id, valid_from, valid_to, stage, amount_base, expected_close_on
    FROM opportunity_span
    WHERE outcome = 'open' AND NOT COALESCE(assumed, FALSE)
),
slip_before AS (
    SELECT opportunity_id, expected_close_on AS close_before
    FROM seen_open
    WHERE valid_from <= CAST(:before_on AS DATE) AND valid_to > CAST(:before_on AS DATE)
),
slip_after AS (
    SELECT opportunity_id, expected_close_on AS close_after, amount_base AS amount, stage
    FROM seen_open
    WHERE valid_from <= CAST(:until_on AS DATE) AND valid_to > CAST(:until_on AS DATE)
),
compared AS (
    SELECT
        a.opportunity_id, a.amount, a.stage, b.close_before, a.close_after,
        CASE WHEN a.close_after > b.close_before THEN 'moved' ELSE 'passed' END AS slip,
        CASE
            WHEN a.close_after > b.close_before THEN DATE_DIFF('day', b.close_before, a.close_after)
            ELSE DATE_DIFF('day', a.close_after, CAST(:until_on AS DATE))
        END AS days_slipped
    FROM slip_after AS a
    JOIN slip_before AS b ON b.opportunity_id = a.opportunity_id
    WHERE a.close_after > b.close_before
        OR (a.close_after >= CAST(:before_on AS DATE) AND a.close_after < CAST(:until_on AS DATE))
)
SELECT
    c.opportunity_id, o.name, o.account_id, k.name AS account_name, o.owner_id, r.name AS owner_name, r.team_id AS team,
    COALESCE(k.region, r.region) AS region, o.product_id, o.channel, o.pipeline, c.stage, c.amount, w.probability, c.slip,
    c.close_before, c.close_after, c.days_slipped, u.pushes
FROM compared AS c
JOIN opportunity AS o ON o.opportunity_id = c.opportunity_id
LEFT JOIN account AS k ON k.account_id = o.account_id
LEFT JOIN representative AS r ON r.representative_id = o.owner_id
LEFT JOIN pipeline_win_probability_scores AS w ON w.opportunity_id = c.opportunity_id
LEFT JOIN pipeline_movement_pushes AS u ON u.opportunity_id = c.opportunity_id
