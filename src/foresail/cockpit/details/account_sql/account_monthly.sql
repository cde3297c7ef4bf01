SELECT CAST(date_trunc('month', ordered_on) AS DATE) AS period, SUM(amount_base) AS net_revenue
FROM fact_sales
WHERE NOT cancelled AND account_id = :id AND ordered_on <= :as_of
GROUP BY 1
ORDER BY 1
