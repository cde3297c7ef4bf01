-- What two loads of one source tell about an opportunity that changed in between.
-- seen_opportunity: one row per opportunity and snapshot, owner as canonical id, outcome filled. seen_whole: the complete
-- loads. refused_opportunity: keys of rows that a complete load held but could not be read: they are not missing there.
WITH whole AS (
    SELECT source, taken_at FROM seen_whole
),
snapshot AS (
    SELECT DISTINCT source, taken_at FROM seen_opportunity
),
opening AS (
    SELECT source, min(taken_at) AS taken_at FROM snapshot GROUP BY source
),
following AS (
    SELECT s.source, s.taken_at, min(w.taken_at) AS next_whole
    FROM snapshot s JOIN whole w ON w.source = s.source AND w.taken_at > s.taken_at
    GROUP BY s.source, s.taken_at
),
marked AS (
    SELECT
        s.*,
        max(CASE WHEN w.source IS NOT NULL THEN 1 ELSE 0 END)
            OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS held,
        lag(s.taken_at) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS before_at,
        lead(s.taken_at) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS after_at,
        lag(s.stage) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_stage,
        lag(s.amount) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_amount,
        lag(s.currency) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_currency,
        lag(s.expected_close_on) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_expected_close_on,
        lag(s.owner_id) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_owner_id,
        lag(s.outcome) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_outcome,
        lag(s.forecast_category) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_forecast_category,
        lag(s.probability) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_probability,
        lag(s.next_step) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_next_step,
        lag(s.competitor) OVER (PARTITION BY s.opportunity_id ORDER BY s.taken_at) AS old_competitor
    FROM seen_opportunity s LEFT JOIN whole w ON w.source = s.source AND w.taken_at = s.taken_at
),
missing AS (
    SELECT m.opportunity_id, m.source, m.source_id, m.loaded_at, m.stage, m.taken_at, f.next_whole, m.after_at
    FROM marked m JOIN following f ON f.source = m.source AND f.taken_at = m.taken_at
    WHERE m.held = 1 AND (m.after_at IS NULL OR f.next_whole < m.after_at)
),
refused_key AS (
    SELECT DISTINCT source, row_key FROM refused_opportunity
),
really_missing AS (
    SELECT m.opportunity_id, m.taken_at, min(w.taken_at) AS next_whole
    FROM missing m
    JOIN refused_key k ON k.source = m.source AND k.row_key = m.source_id
    JOIN whole w ON w.source = m.source AND w.taken_at > m.taken_at AND (m.after_at IS NULL OR w.taken_at < m.after_at)
    LEFT JOIN refused_opportunity r ON r.source = w.source AND r.taken_at = w.taken_at AND r.row_key = m.source_id
    WHERE r.row_key IS NULL
    GROUP BY m.opportunity_id, m.taken_at
),
deleted AS (
    SELECT m.opportunity_id, m.source, m.source_id, m.loaded_at, m.stage, m.after_at,
        CASE WHEN k.row_key IS NULL THEN m.next_whole ELSE n.next_whole END AS deleted_at
    FROM missing m
    LEFT JOIN refused_key k ON k.source = m.source AND k.row_key = m.source_id
    LEFT JOIN really_missing n ON n.opportunity_id = m.opportunity_id AND n.taken_at = m.taken_at
    WHERE k.row_key IS NULL OR n.next_whole IS NOT NULL
),
moved AS (
    SELECT
        *,
        -- the source says when the deal closed: that moment is better than the moment of the load
        CASE WHEN old_outcome = 'open' AND outcome <> 'open' AND closed_at <= taken_at THEN closed_at ELSE taken_at END AS state_at,
        CASE WHEN old_outcome = 'open' AND outcome <> 'open' AND closed_at <= taken_at AND closed_at > before_at
            THEN closed_at ELSE taken_at END AS value_at
    FROM marked WHERE before_at IS NOT NULL
),
changes AS (
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, state_at AS changed_at, 'stage' AS field, old_stage AS old, stage AS new
    FROM moved WHERE old_stage IS DISTINCT FROM stage
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, state_at, 'outcome', old_outcome, outcome
    FROM moved WHERE old_outcome IS DISTINCT FROM outcome
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, state_at, 'probability', CAST(old_probability AS VARCHAR), CAST(probability AS VARCHAR)
    FROM moved WHERE old_probability IS DISTINCT FROM probability
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, state_at, 'forecast_category', old_forecast_category, forecast_category
    FROM moved WHERE old_forecast_category IS DISTINCT FROM forecast_category
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, value_at, 'amount', CAST(old_amount AS VARCHAR), CAST(amount AS VARCHAR)
    FROM moved WHERE old_amount IS DISTINCT FROM amount
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, value_at, 'currency', old_currency, currency
    FROM moved WHERE old_currency <> currency
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, value_at, 'expected_close_on', CAST(old_expected_close_on AS VARCHAR), CAST(expected_close_on AS VARCHAR)
    FROM moved WHERE old_expected_close_on IS DISTINCT FROM expected_close_on
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, value_at, 'owner_id', old_owner_id, owner_id
    FROM moved WHERE old_owner_id IS DISTINCT FROM owner_id
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, value_at, 'next_step', old_next_step, next_step
    FROM moved WHERE old_next_step IS DISTINCT FROM next_step
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, before_at, taken_at, value_at, 'competitor', old_competitor, competitor
    FROM moved WHERE old_competitor IS DISTINCT FROM competitor
),
unreported AS (
    SELECT c.* FROM changes c
    WHERE NOT EXISTS (
        SELECT 1 FROM reported_change r
        WHERE r.opportunity_id = c.opportunity_id AND r.field = c.field
            AND r.changed_at > c.before_at AND r.changed_at <= c.taken_at
    )
),
appeared AS (
    SELECT m.*, d.deleted_at
    FROM marked m
    JOIN opening o ON o.source = m.source
    LEFT JOIN deleted d ON d.opportunity_id = m.opportunity_id AND d.after_at = m.taken_at
    WHERE (m.before_at IS NULL AND m.taken_at > o.taken_at) OR d.deleted_at IS NOT NULL
),
all_changes AS (
    SELECT opportunity_id, source, source_id, loaded_at, taken_at, changed_at, field, old, new FROM unreported
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, taken_at, state_at, 'reopened', old_outcome, outcome
    FROM moved WHERE old_outcome <> 'open' AND outcome = 'open'
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, deleted_at, deleted_at, 'deleted', stage, NULL FROM deleted
    UNION ALL
    SELECT opportunity_id, source, source_id, loaded_at, taken_at,
        CASE WHEN deleted_at IS NULL AND created_at <= taken_at THEN created_at ELSE taken_at END, 'created', NULL, stage
    FROM appeared
)
SELECT opportunity_id, changed_at, field, old, new, 'inferred' AS origin, source, source_id, loaded_at, CAST(NULL AS VARCHAR) AS extra
FROM all_changes
QUALIFY row_number() OVER (
    PARTITION BY opportunity_id, changed_at, field ORDER BY taken_at DESC, new DESC NULLS LAST, old DESC NULLS LAST
) = 1
