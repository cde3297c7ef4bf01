SELECT * FROM pipeline_win_probability_scores WHERE opportunity_id = :id
