-- a cent, and half a unit of the price's last decimal for each piece, are rounding; tax up to a fifth is not our business
WITH priced AS (
    SELECT order_id, line_no, net_amount, net_amount_base,
        CAST(quantity AS DOUBLE) * CAST(unit_price AS DOUBLE) - coalesce(CAST(discount_amount AS DOUBLE), 0) AS expected,
        CAST(quantity AS DOUBLE) AS quantity
    FROM order_line WHERE net_amount IS NOT NULL AND quantity IS NOT NULL AND unit_price IS NOT NULL
)
SELECT order_id, line_no, 'net_amount' AS field, CAST(net_amount AS VARCHAR) AS found, abs(net_amount_base) AS money
FROM priced
WHERE abs(CAST(net_amount AS DOUBLE) - expected) > 0.011 + 0.005 * abs(quantity)
    AND abs(abs(CAST(net_amount AS DOUBLE)) - abs(expected)) > 0.011 + 0.005 * abs(quantity)
