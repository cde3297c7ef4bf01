-- Every open deal with what is known of it today: chance, dates, quiet days, and what calls for something this week.
WITH touched AS (
    SELECT opportunity_id, MAX(occurred_on) AS last_activity_on
    FROM activity
    WHERE occurred_on <= CAST(:as_of AS DATE)
    GROUP BY opportunity_id
),
-- the day on which the deal last came into the stage in which it stands
entered AS (
    SELECT s.opportunity_id, MAX(s.valid_to) AS entered_on
    FROM opportunity_span AS s
    JOIN opportunity AS o ON o.opportunity_id = s.opportunity_id AND o.outcome = 'open'
    WHERE s.stage IS DISTINCT FROM o.stage
    GROUP BY s.opportunity_id
),
placed AS (
    SELECT COALESCE(pipeline, '') AS pipeline, stage, MIN(position) AS position
    FROM stage
    GROUP BY COALESCE(pipeline, ''), stage
),
lifting AS (
    SELECT opportunity_id, label_en, label_zh
    FROM pipeline_win_probability_reasons
    WHERE points > 0
    QUALIFY ROW_NUMBER() OVER (PARTITION BY opportunity_id ORDER BY points DESC, rank) = 1
),
pulling AS (
    SELECT opportunity_id, label_en, label_zh
    FROM pipeline_win_probability_reasons
    WHERE points < 0
    QUALIFY ROW_NUMBER() OVER (PARTITION BY opportunity_id ORDER BY points, rank) = 1
),
known AS (
    SELECT
        o.opportunity_id, o.name, o.account_id, a.name AS account_name, o.owner_id, r.name AS owner_name, r.team_id AS team,
        COALESCE(a.region, r.region) AS region, o.product_id, o.channel, o.pipeline, o.stage, g.position,
        o.amount_base AS amount, w.probability, o.probability AS crm_probability, w.expected_amount, o.expected_close_on,
        w.close_likely, o.forecast_category, t.last_activity_on, o.next_step, o.next_step_on, u.pushes,
        h.health_class, h.health, h.main_rule, h.play, up.label_en AS up_en, up.label_zh AS up_zh, down.label_en AS down_en, down.label_zh AS down_zh,
        DATE_DIFF('day', COALESCE(e.entered_on, o.created_on), CAST(:as_of AS DATE)) AS days_in_stage,
        DATE_DIFF('day', COALESCE(t.last_activity_on, o.created_on), CAST(:as_of AS DATE)) AS days_quiet,
        DATE_DIFF('day', o.expected_close_on, CAST(:as_of AS DATE)) AS days_over
    FROM opportunity AS o
    LEFT JOIN account AS a ON a.account_id = o.account_id
    LEFT JOIN representative AS r ON r.representative_id = o.owner_id
    LEFT JOIN touched AS t ON t.opportunity_id = o.opportunity_id
    LEFT JOIN entered AS e ON e.opportunity_id = o.opportunity_id
    LEFT JOIN placed AS g ON g.stage = o.stage AND g.pipeline = COALESCE(o.pipeline, '')
    LEFT JOIN pipeline_win_probability_scores AS w ON w.opportunity_id = o.opportunity_id
    LEFT JOIN lifting AS up ON up.opportunity_id = o.opportunity_id
    LEFT JOIN pulling AS down ON down.opportunity_id = o.opportunity_id
    LEFT JOIN pipeline_movement_pushes AS u ON u.opportunity_id = o.opportunity_id
    LEFT JOIN pipeline_deal_health_deals AS h ON h.opportunity_id = o.opportunity_id
    WHERE o.outcome = 'open'
),
flagged AS (
    SELECT
        *,
        COALESCE(days_over > 0, FALSE) AS overdue,
        COALESCE(next_step_on <= CAST(:week_end AS DATE), FALSE) AS step_due,
        COALESCE(days_over <= 0 AND expected_close_on <= CAST(:week_end AS DATE), FALSE) AS closing,
        COALESCE(days_quiet >= :quiet_days, FALSE) AS quiet,
        COALESCE(pushes >= 2, FALSE) AS pushed,
        COALESCE(health_class <> 'healthy', FALSE) AS unhealthy,
        COALESCE(probability, CAST(crm_probability AS DOUBLE), 0.5) AS chance
    FROM known
)
SELECT
    opportunity_id, name, account_id, account_name, owner_id, owner_name, team, region, product_id, channel, pipeline, stage,
    position, amount, probability, expected_amount, expected_close_on, close_likely, days_in_stage, last_activity_on,
    days_quiet, days_over, pushes, health_class, health, main_rule, forecast_category, next_step, next_step_on, up_en, up_zh, down_en,
    down_zh, overdue, step_due, closing, quiet, pushed, unhealthy,
    overdue OR pushed OR unhealthy OR (quiet AND health_class IS NULL) AS at_risk,
    overdue OR step_due OR closing OR quiet OR pushed OR unhealthy AS needs_action,
    CASE
        WHEN overdue THEN 'overdue' WHEN closing THEN 'closing' WHEN quiet THEN 'quiet' WHEN unhealthy THEN 'unhealthy'
        WHEN step_due THEN 'step_due' WHEN pushed THEN 'pushed'
    END AS why,
    CASE
        WHEN overdue THEN 'overdue'
        WHEN unhealthy THEN COALESCE(main_rule, 'unhealthy')
        WHEN pushed THEN 'pushed'
        WHEN quiet AND health_class IS NULL THEN 'quiet'
    END AS risk,
    CASE
        WHEN overdue THEN 'agree_date'
        WHEN closing THEN 'confirm'
        WHEN quiet THEN 'call'
        WHEN unhealthy THEN COALESCE(NULLIF(play, 'none'), 'unblock')
        WHEN step_due THEN 'do_step'
        WHEN pushed THEN 'unblock'
    END AS action,
    CAST(amount * CAST(4 * chance * (1 - chance) AS DECIMAL(9, 6)) AS DECIMAL(18, 4)) AS at_stake
FROM flagged
