SELECT opportunity_id, 'probability' AS field, CAST(probability AS VARCHAR) AS found, CASE WHEN outcome = 'open' THEN amount_base END AS money
FROM opportunity
WHERE probability < 0 OR probability > 1 OR (outcome = 'won' AND probability < 1)
    OR (outcome = 'lost' AND probability > 0) OR (outcome = 'open' AND probability = 1)
