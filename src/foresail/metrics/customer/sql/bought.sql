-- What each customer bought up to the day of the data. A year ends with that day. Orders are counted after their lines
-- have been put together: counting different words is what takes long.
WITH ordered_lines AS (
    SELECT
        account_id, order_id, ordered_on,
        sum(amount_base) AS amount_base, sum(gross_amount_base) AS gross_base,
        sum(CASE WHEN cost_amount_base IS NOT NULL THEN amount_base END) AS costed_base,
        sum(CASE WHEN cost_amount_base IS NOT NULL THEN margin_amount_base END) AS profit_base,
        max(sales_kind = 'sale') AS is_sale
    FROM fact_sales
    WHERE NOT cancelled AND ordered_on <= :as_of AND account_id IS NOT NULL
    GROUP BY account_id, order_id, ordered_on
), dated AS (
    SELECT *, ordered_on > CAST(:as_of - INTERVAL 12 MONTH AS DATE) AS in_year
    FROM ordered_lines
), summed AS (
    SELECT
        account_id,
        sum(amount_base) AS revenue,
        sum(CASE WHEN in_year THEN amount_base ELSE 0 END) AS revenue_12m,
        sum(CASE WHEN in_year THEN gross_base ELSE 0 END) AS gross_12m,
        sum(CASE WHEN in_year THEN costed_base END) AS costed_12m,
        sum(CASE WHEN in_year THEN profit_base END) AS profit_12m,
        count(CASE WHEN is_sale THEN 1 END) AS orders,
        count(CASE WHEN is_sale AND in_year THEN 1 END) AS orders_12m,
        min(CASE WHEN is_sale THEN ordered_on END) AS first_order_on,
        max(CASE WHEN is_sale THEN ordered_on END) AS last_order_on
    FROM dated
    GROUP BY account_id
), kinds AS (
    SELECT DISTINCT account_id, product_id
    FROM fact_sales
    WHERE
        NOT cancelled AND sales_kind = 'sale' AND ordered_on <= :as_of
        AND ordered_on > CAST(:as_of - INTERVAL 12 MONTH AS DATE) AND account_id IS NOT NULL AND product_id IS NOT NULL
), counted AS (
    SELECT account_id, count(*) AS products_12m
    FROM kinds
    GROUP BY account_id
)
SELECT
    s.account_id, CAST(s.revenue AS DECIMAL(28, 4)) AS revenue, CAST(s.revenue_12m AS DECIMAL(28, 4)) AS revenue_12m,
    s.orders, s.orders_12m, coalesce(c.products_12m, 0) AS products_12m, s.first_order_on, s.last_order_on,
    date_diff('day', s.last_order_on, CAST(:as_of AS DATE)) AS days_since_order,
    CAST(s.profit_12m AS DOUBLE) / nullif(CAST(s.costed_12m AS DOUBLE), 0) AS margin_12m,
    1 - CAST(s.revenue_12m AS DOUBLE) / nullif(CAST(s.gross_12m AS DOUBLE), 0) AS discount_12m
FROM summed AS s
LEFT JOIN counted AS c ON c.account_id = s.account_id
