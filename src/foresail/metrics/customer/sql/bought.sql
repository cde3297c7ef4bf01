-- What each customer bought up to the day of the data. A year ends with that day.
WITH sold_lines AS (
    SELECT
        account_id, order_id, product_id, ordered_on, sales_kind = 'sale' AS is_sale, amount_base, gross_amount_base,
        cost_amount_base, margin_amount_base, ordered_on > CAST(:as_of - INTERVAL 12 MONTH AS DATE) AS in_year
    FROM fact_sales
    WHERE NOT cancelled AND ordered_on <= :as_of AND account_id IS NOT NULL
), summed AS (
    SELECT
        account_id,
        sum(amount_base) AS revenue,
        sum(CASE WHEN in_year THEN amount_base ELSE 0 END) AS revenue_12m,
        sum(CASE WHEN in_year THEN gross_amount_base ELSE 0 END) AS gross_12m,
        sum(CASE WHEN in_year AND cost_amount_base IS NOT NULL THEN amount_base END) AS costed_12m,
        sum(CASE WHEN in_year AND cost_amount_base IS NOT NULL THEN margin_amount_base END) AS profit_12m,
        count(DISTINCT CASE WHEN is_sale THEN order_id END) AS orders,
        count(DISTINCT CASE WHEN is_sale AND in_year THEN order_id END) AS orders_12m,
        count(DISTINCT CASE WHEN is_sale AND in_year THEN product_id END) AS products_12m,
        min(CASE WHEN is_sale THEN ordered_on END) AS first_order_on,
        max(CASE WHEN is_sale THEN ordered_on END) AS last_order_on
    FROM sold_lines
    GROUP BY account_id
)
SELECT
    account_id, CAST(revenue AS DECIMAL(28, 4)) AS revenue, CAST(revenue_12m AS DECIMAL(28, 4)) AS revenue_12m,
    orders, orders_12m, products_12m, first_order_on, last_order_on,
    date_diff('day', last_order_on, CAST(:as_of AS DATE)) AS days_since_order,
    CAST(profit_12m AS DOUBLE) / nullif(CAST(costed_12m AS DOUBLE), 0) AS margin_12m,
    1 - CAST(revenue_12m AS DOUBLE) / nullif(CAST(gross_12m AS DOUBLE), 0) AS discount_12m
FROM summed
