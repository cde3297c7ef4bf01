SELECT CAST(date_trunc('month', ordered_on) AS DATE) AS period, SUM(net_base) AS net_revenue
FROM fact_sales
WHERE account_id = :id AND ordered_on <= :as_of
GROUP BY 1
ORDER BY 1
