-- One row per order line, with its order, customer, owner and product. Returns are negative whatever sign the source uses.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
), kinds AS (
    SELECT
        l.*, CASE WHEN lower(l.kind) = 'return' OR l.quantity < 0 THEN 'return' ELSE 'sale' END AS sales_kind,
        CAST(abs(l.quantity) * l.unit_price AS DECIMAL(18, 2)) AS priced,
        CAST(abs(l.quantity) * l.unit_price_base AS DECIMAL(18, 2)) AS priced_base
    FROM order_line AS l
), signed AS (
    SELECT
        order_id, line_no, product_id, promotion_id, sales_kind, quantity, discount_amount, discount_amount_base,
        cost_amount, cost_amount_base,
        coalesce(net_amount, priced - abs(coalesce(discount_amount, 0))) AS amount,
        coalesce(net_amount_base, priced_base - abs(coalesce(discount_amount_base, 0))) AS amount_base
    FROM kinds
), lines AS (
    SELECT
        order_id, line_no, product_id, promotion_id, sales_kind,
        CASE WHEN sales_kind = 'return' THEN -abs(quantity) ELSE quantity END AS quantity,
        CASE WHEN sales_kind = 'return' THEN -abs(amount) ELSE amount END AS amount,
        CASE WHEN sales_kind = 'return' THEN -abs(amount_base) ELSE amount_base END AS amount_base,
        CASE WHEN sales_kind = 'return' THEN -abs(discount_amount) ELSE discount_amount END AS discount_amount,
        CASE WHEN sales_kind = 'return' THEN -abs(discount_amount_base) ELSE discount_amount_base END AS discount_amount_base,
        CASE WHEN sales_kind = 'return' THEN -abs(cost_amount) ELSE cost_amount END AS cost_amount,
        CASE WHEN sales_kind = 'return' THEN -abs(cost_amount_base) ELSE cost_amount_base END AS cost_amount_base
    FROM signed
), heads AS (
    SELECT
        o.order_id, o.account_id, o.opportunity_id, o.channel, o.campaign_id, o.ordered_at, o.ordered_on, o.currency,
        o.status AS order_status, o.source,
        coalesce(o.region, a.region, p.region) AS region,
        coalesce(o.owner_id, a.owner_id) AS owner_id,
        coalesce(lower(trim(o.status)), '') IN (
            'cancelled', 'canceled', 'void', 'voided', 'deleted', '已取消', '取消', '作废', '已作废', '已关闭未成交'
        ) AS cancelled,
        a.name AS account_name, a.kind AS account_kind, a.industry, a.country, a.city
    FROM "order" AS o
    LEFT JOIN account AS a ON a.account_id = o.account_id
    LEFT JOIN people AS p ON p.representative_id = coalesce(o.owner_id, a.owner_id)
), bought AS (
    SELECT DISTINCT order_id
    FROM lines
    WHERE sales_kind = 'sale'
), firsts AS (
    SELECT
        h.account_id, h.ordered_on AS first_sale_on, h.channel AS acquired_channel, h.campaign_id AS acquired_campaign_id
    FROM heads AS h
    JOIN bought AS b ON b.order_id = h.order_id
    WHERE NOT h.cancelled AND h.account_id IS NOT NULL AND h.ordered_on IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY h.account_id ORDER BY h.ordered_at, h.order_id) = 1
), origins AS (
    SELECT l.account_id, l.channel AS lead_channel, l.campaign_id AS lead_campaign_id
    FROM lead AS l
    WHERE l.account_id IS NOT NULL
    QUALIFY row_number() OVER (PARTITION BY l.account_id ORDER BY l.created_at, l.lead_id) = 1
), paid AS (
    SELECT DISTINCT channel
    FROM spend
    WHERE channel IS NOT NULL
), headed AS (
    SELECT
        h.*, f.first_sale_on, f.acquired_channel, f.acquired_campaign_id, g.lead_channel, g.lead_campaign_id,
        w.name AS owner_name, w.team_id, w.team_name, c.name AS campaign_name,
        d.name AS acquired_campaign_name, e.name AS lead_campaign_name,
        x.channel IS NOT NULL AS acquired_paid, y.channel IS NOT NULL AS lead_paid
    FROM heads AS h
    LEFT JOIN firsts AS f ON f.account_id = h.account_id
    LEFT JOIN origins AS g ON g.account_id = h.account_id
    LEFT JOIN people AS w ON w.representative_id = h.owner_id
    LEFT JOIN campaign AS c ON c.campaign_id = h.campaign_id
    LEFT JOIN campaign AS d ON d.campaign_id = f.acquired_campaign_id
    LEFT JOIN campaign AS e ON e.campaign_id = g.lead_campaign_id
    LEFT JOIN paid AS x ON x.channel = f.acquired_channel
    LEFT JOIN paid AS y ON y.channel = g.lead_channel
)
SELECT
    l.order_id, l.line_no, h.ordered_on, l.sales_kind, h.order_status, coalesce(h.cancelled, FALSE) AS cancelled,
    h.account_id, h.account_name, h.account_kind, h.industry, h.country, h.city,
    h.owner_id, h.owner_name, h.team_id, h.team_name, h.region, h.channel, h.campaign_id, h.campaign_name,
    l.product_id, p.name AS product_name, p.category, p.family, l.promotion_id, h.opportunity_id, h.currency, h.source,
    l.quantity,
    CAST(l.amount + coalesce(l.discount_amount, 0) AS DECIMAL(18, 4)) AS gross_amount,
    CAST(l.amount_base + coalesce(l.discount_amount_base, 0) AS DECIMAL(18, 4)) AS gross_amount_base,
    l.discount_amount, l.discount_amount_base,
    CAST(l.amount AS DECIMAL(18, 4)) AS amount, CAST(l.amount_base AS DECIMAL(18, 4)) AS amount_base,
    l.cost_amount, l.cost_amount_base,
    CAST(l.amount - l.cost_amount AS DECIMAL(18, 4)) AS margin_amount,
    CAST(l.amount_base - l.cost_amount_base AS DECIMAL(18, 4)) AS margin_amount_base,
    h.first_sale_on, h.acquired_channel, h.acquired_campaign_id, h.acquired_campaign_name, h.acquired_paid,
    h.lead_channel, h.lead_campaign_id, h.lead_campaign_name, h.lead_paid
FROM lines AS l
LEFT JOIN headed AS h ON h.order_id = l.order_id
LEFT JOIN product AS p ON p.product_id = l.product_id
