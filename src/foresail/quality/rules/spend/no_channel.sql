SELECT spent_on, channel, campaign_id, region, detail, 'channel' AS field, '' AS found, amount_base AS money
FROM spend WHERE channel IS NULL AND campaign_id IS NULL
