-- One row per marketing expense.
WITH spent AS (
    SELECT s.*
    FROM spend AS s
)
SELECT
    s.spent_on, coalesce(s.channel, c.channel) AS channel, s.campaign_id, c.name AS campaign_name, s.region,
    s.detail AS spend_detail, s.currency, s.source, s.amount, s.amount_base, s.impressions, s.clicks, s.interactions
FROM spent AS s
LEFT JOIN campaign AS c ON c.campaign_id = s.campaign_id
