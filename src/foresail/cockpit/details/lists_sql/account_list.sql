WITH bought AS (
    SELECT account_id, SUM(amount_base) AS net_revenue, COUNT(DISTINCT CASE WHEN sales_kind = 'sale' THEN order_id END) AS orders,
        MAX(CASE WHEN sales_kind = 'sale' THEN ordered_on END) AS last_order_on
    FROM fact_sales
    WHERE NOT cancelled AND ordered_on <= :as_of
    GROUP BY account_id
),
pending AS (
    SELECT account_id, SUM(amount_base) AS open_amount, COUNT(*) AS open_count
    FROM opportunity
    WHERE outcome = 'open'
    GROUP BY account_id
)
SELECT
    a.account_id, a.name, a.industry, a.region, a.country, a.owner_id AS owner, r.name AS owner_name, r.team_id AS team,
    a.channel, b.net_revenue, b.orders, b.last_order_on, w.open_amount, w.open_count, f.segment
FROM account AS a
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
LEFT JOIN bought AS b ON b.account_id = a.account_id
LEFT JOIN pending AS w ON w.account_id = a.account_id
LEFT JOIN customers_rfm_scores AS f ON f.account_id = a.account_id
