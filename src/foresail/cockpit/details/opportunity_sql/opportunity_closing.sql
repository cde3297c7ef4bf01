SELECT month, p_won, p_lost, p_open
FROM pipeline_win_probability_closing
WHERE opportunity_id = :id
ORDER BY month
LIMIT 60
