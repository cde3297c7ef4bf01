-- The numbers of the review's headline, in one row.
WITH moved AS (
    SELECT
        COALESCE(SUM(amount) FILTER (WHERE step = 'opening'), 0) AS opening,
        COALESCE(SUM(amount) FILTER (WHERE step = 'closing'), 0) AS closing,
        COALESCE(SUM(amount) FILTER (WHERE step = 'new'), 0) AS new,
        COALESCE(-SUM(amount) FILTER (WHERE step = 'pushed_out'), 0) AS pushed_out,
        COALESCE(-SUM(amount) FILTER (WHERE step = 'won'), 0) AS won,
        COALESCE(-SUM(amount) FILTER (WHERE step = 'lost'), 0) AS lost
    FROM pipeline_moves
),
slipped AS (
    SELECT COUNT(*) AS deals, COALESCE(SUM(amount), 0) AS amount FROM slipped_deals
),
risky AS (
    SELECT COUNT(*) AS deals, COALESCE(SUM(amount), 0) AS amount FROM open_deals WHERE at_risk
)
SELECT
    CAST(:before_on AS DATE) AS since, CAST(:until_on AS DATE) AS until, CAST(:window_end AS DATE) AS window_ends, m.opening,
    m.closing, m.closing - m.opening AS change, m.new, m.pushed_out, m.won, m.lost, s.deals AS slipped,
    s.amount AS slipped_amount, r.deals AS risky, r.amount AS risky_amount
FROM moved AS m
CROSS JOIN slipped AS s
CROSS JOIN risky AS r
