WITH sales AS (
    SELECT * FROM fact_sales WHERE NOT cancelled AND account_id = :id AND ordered_on <= :as_of
),
bought AS (
    SELECT
        SUM(amount_base) AS net_revenue,
        SUM(CASE WHEN ordered_on > CAST(:as_of AS DATE) - INTERVAL 365 DAY THEN amount_base END) AS net_revenue_last_year,
        COUNT(DISTINCT CASE WHEN sales_kind = 'sale' THEN order_id END) AS orders,
        MAX(CASE WHEN sales_kind = 'sale' THEN ordered_on END) AS last_order_on,
        MIN(CASE WHEN sales_kind = 'sale' THEN ordered_on END) AS first_order_on
    FROM sales
),
pipeline AS (
    SELECT COUNT(*) AS open_opportunities, SUM(amount_base) AS open_amount
    FROM opportunity
    WHERE account_id = :id AND outcome = 'open'
),
paid AS (
    SELECT SUM(amount_base) AS collected FROM payment WHERE account_id = :id AND paid_on <= :as_of
)
SELECT * FROM bought CROSS JOIN pipeline CROSS JOIN paid
