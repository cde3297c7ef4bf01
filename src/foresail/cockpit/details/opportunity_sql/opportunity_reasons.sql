SELECT * FROM pipeline_win_probability_reasons WHERE opportunity_id = :id ORDER BY rank
