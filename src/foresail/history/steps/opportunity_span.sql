-- The state of every opportunity at the end of each local day, as spans of days in which nothing changed.
WITH sighted AS (
    SELECT opportunity_id, min(taken_on) AS first_on, max(taken_on) AS last_on FROM seen_opportunity GROUP BY opportunity_id
),
deal AS (
    SELECT opportunity_id, currency, created_on, closed_on, stage, amount, expected_close_on, owner_id, outcome, forecast_category, probability
    FROM opportunity
    UNION ALL
    SELECT opportunity_id, currency, created_on, closed_on, stage, amount, expected_close_on, owner_id, outcome, forecast_category, probability
    FROM seen_opportunity s
    WHERE NOT EXISTS (SELECT 1 FROM opportunity o WHERE o.opportunity_id = s.opportunity_id)
    QUALIFY row_number() OVER (PARTITION BY opportunity_id ORDER BY taken_at DESC) = 1
),
change_day AS (
    SELECT
        opportunity_id,
        min(CASE WHEN field <> 'deleted' THEN changed_on END) AS first_change_on,
        max(CASE WHEN field = 'outcome' AND new <> 'open' THEN changed_on END) AS outcome_on
    FROM opportunity_change GROUP BY opportunity_id
),
closing AS (
    SELECT
        d.*,
        coalesce(s.first_on, CAST(:newest AS DATE)) AS first_on,
        least(coalesce(s.last_on, CAST(:newest AS DATE)), CAST(:as_of AS DATE)) AS last_on,
        c.first_change_on,
        CASE WHEN d.outcome <> 'open' THEN coalesce(
            d.closed_on, c.outcome_on, CASE WHEN d.expected_close_on <= s.last_on THEN d.expected_close_on END, least(s.first_on, CAST(:as_of AS DATE)),
            CAST(:as_of AS DATE)
        ) END AS close_on
    FROM deal d
    LEFT JOIN sighted s ON s.opportunity_id = d.opportunity_id
    LEFT JOIN change_day c ON c.opportunity_id = d.opportunity_id
),
bounded AS (
    SELECT
        *,
        least(
            coalesce(created_on, first_change_on, close_on, least(first_on, CAST(:as_of AS DATE))),
            coalesce(close_on, created_on, first_change_on, first_on),
            CASE WHEN created_on IS NULL THEN least(first_on, CAST(:as_of AS DATE)) ELSE DATE '9999-12-31' END
        ) AS start_on
    FROM closing
),
present AS (
    SELECT opportunity_id, 'stage' AS field, stage AS value FROM bounded
    UNION ALL SELECT opportunity_id, 'amount', CAST(amount AS VARCHAR) FROM bounded
    UNION ALL SELECT opportunity_id, 'currency', currency FROM bounded
    UNION ALL SELECT opportunity_id, 'expected_close_on', CAST(expected_close_on AS VARCHAR) FROM bounded
    UNION ALL SELECT opportunity_id, 'owner_id', owner_id FROM bounded
    UNION ALL SELECT opportunity_id, 'outcome', outcome FROM bounded
    UNION ALL SELECT opportunity_id, 'forecast_category', forecast_category FROM bounded
    UNION ALL SELECT opportunity_id, 'probability', CAST(probability AS VARCHAR) FROM bounded
),
-- stage, outcome, probability and category after the closing day contradict it and are left out
event AS (
    SELECT
        c.opportunity_id, c.field, greatest(c.changed_on, b.start_on) AS day, c.changed_at, c.old, c.new,
        row_number() OVER (PARTITION BY c.opportunity_id, c.field ORDER BY c.changed_at, c.origin) AS nth,
        row_number() OVER (PARTITION BY c.opportunity_id, c.field ORDER BY c.changed_at DESC, c.origin DESC) AS nth_last
    FROM opportunity_change c JOIN bounded b ON b.opportunity_id = c.opportunity_id
    WHERE c.field IN ('amount', 'currency', 'expected_close_on', 'owner_id')
        OR (c.field IN ('stage', 'outcome', 'forecast_category', 'probability') AND (b.close_on IS NULL OR c.changed_on <= b.close_on))
),
told AS (
    SELECT
        p.opportunity_id, p.field, p.value, b.start_on, b.close_on, b.last_on,
        f.opportunity_id IS NOT NULL AS has_events, f.old AS first_old, l.new AS last_new, l.day AS last_day,
        b.close_on IS NOT NULL AND p.field IN ('stage', 'outcome', 'forecast_category', 'probability') AS closes
    FROM present p
    JOIN bounded b ON b.opportunity_id = p.opportunity_id
    LEFT JOIN event f ON f.opportunity_id = p.opportunity_id AND f.field = p.field AND f.nth = 1
    LEFT JOIN event l ON l.opportunity_id = p.opportunity_id AND l.field = p.field AND l.nth_last = 1
),
move AS (
    SELECT opportunity_id, field, start_on AS day, TIMESTAMP '0001-01-01 00:00:00' AS moment, 0 AS place,
        CASE
            WHEN has_events AND field = 'outcome' THEN coalesce(first_old, 'open')
            WHEN has_events THEN first_old
            WHEN closes AND field = 'outcome' THEN 'open'
            WHEN closes THEN NULL
            ELSE value
        END AS value
    FROM told
    UNION ALL
    SELECT opportunity_id, field, day, changed_at, 1, new FROM event
    UNION ALL
    SELECT opportunity_id, field, close_on, TIMESTAMP '9999-12-31 00:00:00', 2, value
    FROM told WHERE closes AND (field = 'outcome' OR NOT has_events OR last_new IS DISTINCT FROM value)
    UNION ALL
    SELECT opportunity_id, field, greatest(last_day, last_on), TIMESTAMP '9999-12-31 00:00:00', 2, value
    FROM told WHERE NOT closes AND has_events AND last_new IS DISTINCT FROM value
    UNION ALL
    SELECT c.opportunity_id, 'present', greatest(c.changed_on, b.start_on), c.changed_at, 1,
        CASE WHEN c.field = 'deleted' THEN '0' ELSE '1' END
    FROM opportunity_change c JOIN bounded b ON b.opportunity_id = c.opportunity_id
    WHERE c.field IN ('created', 'deleted')
    UNION ALL
    SELECT opportunity_id, 'present', start_on, TIMESTAMP '0001-01-01 00:00:00', 0, '1' FROM bounded
),
last_of_day AS (
    SELECT opportunity_id, field, day, coalesce(value, chr(31)) AS value
    FROM move
    QUALIFY row_number() OVER (PARTITION BY opportunity_id, field, day ORDER BY moment DESC, place DESC, value DESC NULLS LAST) = 1
),
wide AS (
    SELECT
        opportunity_id, day,
        max(CASE WHEN field = 'stage' THEN value END) AS stage,
        max(CASE WHEN field = 'amount' THEN value END) AS amount,
        max(CASE WHEN field = 'currency' THEN value END) AS currency,
        max(CASE WHEN field = 'expected_close_on' THEN value END) AS expected_close_on,
        max(CASE WHEN field = 'owner_id' THEN value END) AS owner_id,
        max(CASE WHEN field = 'outcome' THEN value END) AS outcome,
        max(CASE WHEN field = 'forecast_category' THEN value END) AS forecast_category,
        max(CASE WHEN field = 'probability' THEN value END) AS probability,
        max(CASE WHEN field = 'present' THEN value END) AS present
    FROM last_of_day GROUP BY opportunity_id, day
),
filled AS (
    SELECT
        opportunity_id, day,
        last_value(stage IGNORE NULLS) OVER (PARTITION BY opportunity_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS stage,
        last_value(amount IGNORE NULLS) OVER (PARTITION BY opportunity_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS amount,
        last_value(currency IGNORE NULLS) OVER (PARTITION BY opportunity_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS currency,
        last_value(expected_close_on IGNORE NULLS) OVER (PARTITION BY opportunity_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS expected_close_on,
        last_value(owner_id IGNORE NULLS) OVER (PARTITION BY opportunity_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS owner_id,
        last_value(outcome IGNORE NULLS) OVER (PARTITION BY opportunity_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS outcome,
        last_value(forecast_category IGNORE NULLS) OVER (PARTITION BY opportunity_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS forecast_category,
        last_value(probability IGNORE NULLS) OVER (PARTITION BY opportunity_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS probability,
        last_value(present IGNORE NULLS) OVER (PARTITION BY opportunity_id ORDER BY day ROWS BETWEEN UNBOUNDED PRECEDING AND CURRENT ROW) AS present
    FROM wide
),
typed AS (
    SELECT
        opportunity_id, day, present,
        nullif(stage, chr(31)) AS stage,
        TRY_CAST(nullif(amount, chr(31)) AS DECIMAL(18, 4)) AS amount,
        nullif(currency, chr(31)) AS currency,
        TRY_CAST(nullif(expected_close_on, chr(31)) AS DATE) AS expected_close_on,
        nullif(owner_id, chr(31)) AS owner_id,
        nullif(outcome, chr(31)) AS outcome,
        nullif(forecast_category, chr(31)) AS forecast_category,
        TRY_CAST(nullif(probability, chr(31)) AS DECIMAL(9, 6)) AS probability
    FROM filled
),
keyed AS (
    SELECT
        *,
        concat_ws(
            chr(30), present, coalesce(stage, chr(31)), coalesce(CAST(amount AS VARCHAR), chr(31)), coalesce(currency, chr(31)),
            coalesce(CAST(expected_close_on AS VARCHAR), chr(31)), coalesce(owner_id, chr(31)), coalesce(outcome, chr(31)),
            coalesce(forecast_category, chr(31)), coalesce(CAST(probability AS VARCHAR), chr(31))
        ) AS state
    FROM typed
),
compared AS (
    SELECT *, lag(state) OVER (PARTITION BY opportunity_id ORDER BY day) AS state_before FROM keyed
),
spanned AS (
    SELECT *, lead(day, 1, DATE '9999-12-31') OVER (PARTITION BY opportunity_id ORDER BY day) AS until
    FROM compared WHERE state IS DISTINCT FROM state_before
),
rated AS (
    SELECT
        s.*,
        CASE WHEN s.outcome = 'open' THEN coalesce(b.created_on, CAST(:newest AS DATE))
            ELSE coalesce(b.closed_on, b.created_on, CAST(:newest AS DATE)) END AS rate_on,
        s.outcome = 'open' AND b.close_on IS NOT NULL AND b.first_on >= b.close_on AND NOT t.has_events AS assumed
    FROM spanned s
    JOIN bounded b ON b.opportunity_id = s.opportunity_id
    JOIN told t ON t.opportunity_id = s.opportunity_id AND t.field = 'amount'
    WHERE s.present = '1'
),
wanted AS (
    SELECT DISTINCT currency, rate_on FROM rated WHERE currency <> :base
),
rates AS (
    SELECT w.currency, w.rate_on, CAST(f.rate AS DECIMAL(16, 10)) AS rate
    FROM wanted w JOIN fx_rate f ON f.currency = w.currency AND f.on_date <= w.rate_on
    QUALIFY row_number() OVER (PARTITION BY w.currency, w.rate_on ORDER BY f.on_date DESC) = 1
)
SELECT
    s.opportunity_id, s.day AS valid_from, s.until AS valid_to, s.stage, s.amount,
    CAST(CASE WHEN s.currency = :base THEN s.amount ELSE round(CAST(s.amount AS DECIMAL(21, 4)) * r.rate, :decimals) END AS DECIMAL(18, 4)) AS amount_base,
    s.currency, s.expected_close_on, s.owner_id, s.outcome, s.forecast_category, s.probability, coalesce(s.assumed, FALSE) AS assumed
FROM rated s LEFT JOIN rates r ON r.currency = s.currency AND r.rate_on = s.rate_on
