SELECT spent_on, channel, campaign_id, region, detail, 'amount' AS field, CAST(amount AS VARCHAR) AS found, abs(amount_base) AS money
FROM spend WHERE amount < 0
