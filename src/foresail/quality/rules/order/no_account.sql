WITH worth AS (
    SELECT order_id, sum(net_amount_base) AS net FROM order_line GROUP BY order_id
)
SELECT o.order_id, 'account_id' AS field, '' AS found, CAST(w.net AS DECIMAL(18, 4)) AS money
FROM "order" o LEFT JOIN worth w ON w.order_id = o.order_id WHERE o.account_id IS NULL
