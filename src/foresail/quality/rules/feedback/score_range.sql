SELECT feedback_id, 'score' AS field, CAST(score AS VARCHAR) AS found, CAST(NULL AS DECIMAL(18, 4)) AS money
FROM feedback WHERE score < 0 OR score > CASE WHEN kind = 'nps' THEN 10 ELSE 100 END
