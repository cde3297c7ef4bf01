SELECT subscription_id, 'ends_on' AS field, coalesce(CAST(ends_on AS VARCHAR), '') AS found, amount_base AS money
FROM subscription WHERE ends_on < starts_on OR cancelled_on < starts_on
