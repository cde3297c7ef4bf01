WITH touched AS (
    SELECT opportunity_id, max(occurred_on) AS day FROM activity WHERE occurred_on <= CAST(:as_of AS DATE) GROUP BY opportunity_id
    UNION ALL
    SELECT opportunity_id, max(changed_on) FROM opportunity_change WHERE changed_on <= CAST(:as_of AS DATE) GROUP BY opportunity_id
),
last_touch AS (
    SELECT opportunity_id, max(day) AS day FROM touched GROUP BY opportunity_id
),
quiet AS (
    SELECT o.opportunity_id, o.amount_base, greatest(o.created_on, coalesce(t.day, o.created_on)) AS day
    FROM opportunity o LEFT JOIN last_touch t ON t.opportunity_id = o.opportunity_id
    WHERE o.outcome = 'open' AND o.created_on IS NOT NULL
)
SELECT opportunity_id, CAST(NULL AS VARCHAR) AS field, CAST(day AS VARCHAR) AS found, amount_base AS money
FROM quiet WHERE date_diff('day', day, CAST(:as_of AS DATE)) > 60
