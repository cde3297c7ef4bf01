-- When each customer was last contacted, and how often lately.
WITH kept_in_touch AS (
    SELECT
        account_id, max(occurred_on) AS last_activity_on,
        count(CASE WHEN occurred_on > CAST(:as_of - INTERVAL 90 DAY AS DATE) THEN 1 END) AS activities_90d
    FROM fact_activities
    WHERE account_id IS NOT NULL AND occurred_on <= :as_of
    GROUP BY account_id
)
SELECT
    account_id, last_activity_on, activities_90d,
    date_diff('day', last_activity_on, CAST(:as_of AS DATE)) AS days_since_activity
FROM kept_in_touch
