SELECT campaign_id, 'ends_on' AS field, CAST(ends_on AS VARCHAR) AS found, budget_base AS money
FROM campaign WHERE ends_on < starts_on
