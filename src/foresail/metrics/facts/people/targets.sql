-- Targets as days that they cover, at each level of scope. A coarser target of the same scope gives way to finer ones that
-- overlap it; a level that was not set (company, region, team) is the sum of the level below that was.
WITH people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
), named AS (
    SELECT
        CASE
            WHEN lower(trim(g.metric)) IN ('net_revenue', 'revenue', 'sales', '销售额', '收入', '营业收入', '净收入', '营收')
                THEN 'net_revenue'
            WHEN lower(trim(g.metric)) IN ('won_amount', 'won', 'bookings', '赢单金额', '成交金额', '签约额', '合同额')
                THEN 'won_amount'
            WHEN lower(trim(g.metric)) IN ('collected_amount', 'collections', '回款', '回款额', '回款金额') THEN 'collected_amount'
            ELSE lower(trim(g.metric))
        END AS measure,
        g.starts_on,
        CASE lower(g.grain)
            WHEN 'month' THEN CAST(g.starts_on + INTERVAL 1 MONTH AS DATE)
            WHEN 'quarter' THEN CAST(g.starts_on + INTERVAL 3 MONTH AS DATE)
            WHEN 'year' THEN CAST(g.starts_on + INTERVAL 12 MONTH AS DATE)
        END AS ends_on,
        CASE lower(g.grain) WHEN 'month' THEN 1 WHEN 'quarter' THEN 3 WHEN 'year' THEN 12 END AS months,
        lower(g.scope) AS scope,
        CASE WHEN lower(g.scope) = 'company' THEN '' ELSE g.scope_id END AS scope_id,
        g.currency, g.value AS amount,
        CASE WHEN g.currency IS NULL THEN g.value ELSE g.value_base END AS amount_base
    FROM target AS g
    WHERE g.starts_on IS NOT NULL AND g.value IS NOT NULL
), finest AS (
    SELECT n.*
    FROM named AS n
    ANTI JOIN named AS f
        ON f.measure = n.measure AND f.scope = n.scope AND f.scope_id IS NOT DISTINCT FROM n.scope_id
        AND f.months < n.months AND f.starts_on < n.ends_on AND f.ends_on > n.starts_on
), placed AS (
    SELECT
        f.measure, f.starts_on, f.ends_on, f.scope, f.scope_id, f.currency, f.amount, f.amount_base,
        CASE WHEN f.scope = 'representative' THEN f.scope_id END AS owner_id,
        CASE WHEN f.scope = 'team' THEN t.team_id WHEN f.scope = 'representative' THEN p.team_id END AS team_id,
        CASE
            WHEN f.scope = 'region' THEN f.scope_id WHEN f.scope = 'team' THEN t.region
            WHEN f.scope = 'representative' THEN p.region
        END AS region,
        CASE WHEN f.scope = 'product' THEN f.scope_id END AS product_id,
        CASE WHEN f.scope = 'channel' THEN f.scope_id END AS channel
    FROM finest AS f
    LEFT JOIN people AS p ON f.scope = 'representative' AND p.representative_id = f.scope_id
    LEFT JOIN team AS t ON f.scope = 'team' AND t.team_id = f.scope_id
), teams AS (
    SELECT
        r.measure, r.starts_on, r.ends_on, r.currency, r.team_id, max(t.region) AS region, sum(r.amount) AS amount,
        CASE WHEN count(r.amount_base) = count(*) THEN sum(r.amount_base) END AS amount_base
    FROM placed AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
    ANTI JOIN placed AS s
        ON s.scope = 'team' AND s.measure = r.measure AND s.starts_on < r.ends_on AND s.ends_on > r.starts_on
    WHERE r.scope = 'representative' AND r.team_id IS NOT NULL
    GROUP BY r.measure, r.starts_on, r.ends_on, r.currency, r.team_id
), levels AS (
    SELECT
        *,
        CASE scope
            WHEN 'company' THEN 0 WHEN 'region' THEN 1 WHEN 'team' THEN 2 WHEN 'representative' THEN 3 WHEN 'channel' THEN 4
            ELSE 5
        END AS place
    FROM placed
), below AS (
    -- the highest level that was set under a region, and under the company
    SELECT r.measure, r.starts_on, r.ends_on, min(r.place) AS place, min(CASE WHEN r.place IN (2, 3) THEN r.place END) AS under
    FROM levels AS r
    GROUP BY r.measure, r.starts_on, r.ends_on
), regions AS (
    SELECT
        r.measure, r.starts_on, r.ends_on, r.currency, r.region, sum(r.amount) AS amount,
        CASE WHEN count(r.amount_base) = count(*) THEN sum(r.amount_base) END AS amount_base
    FROM levels AS r
    JOIN below AS b
        ON b.measure = r.measure AND b.starts_on = r.starts_on AND b.ends_on = r.ends_on AND b.under = r.place
    ANTI JOIN placed AS s
        ON s.scope = 'region' AND s.measure = r.measure AND s.starts_on < r.ends_on AND s.ends_on > r.starts_on
    WHERE r.region IS NOT NULL
    GROUP BY r.measure, r.starts_on, r.ends_on, r.currency, r.region
), wholes AS (
    SELECT
        r.measure, r.starts_on, r.ends_on, r.currency, sum(r.amount) AS amount,
        CASE WHEN count(r.amount_base) = count(*) THEN sum(r.amount_base) END AS amount_base
    FROM levels AS r
    JOIN below AS b
        ON b.measure = r.measure AND b.starts_on = r.starts_on AND b.ends_on = r.ends_on AND b.place = r.place
    ANTI JOIN placed AS s
        ON s.scope = 'company' AND s.measure = r.measure AND s.starts_on < r.ends_on AND s.ends_on > r.starts_on
    GROUP BY r.measure, r.starts_on, r.ends_on, r.currency
), companies AS (
    SELECT measure, starts_on, ends_on, scope, scope_id, currency, amount, amount_base, owner_id, team_id, region, product_id, channel
    FROM placed
    UNION ALL
    SELECT
        measure, starts_on, ends_on, 'team' AS scope, team_id AS scope_id, currency, amount, amount_base,
        CAST(NULL AS VARCHAR) AS owner_id, team_id, region, CAST(NULL AS VARCHAR) AS product_id,
        CAST(NULL AS VARCHAR) AS channel
    FROM teams
    UNION ALL
    SELECT
        measure, starts_on, ends_on, 'region' AS scope, region AS scope_id, currency, amount, amount_base,
        CAST(NULL AS VARCHAR) AS owner_id, CAST(NULL AS VARCHAR) AS team_id, region, CAST(NULL AS VARCHAR) AS product_id,
        CAST(NULL AS VARCHAR) AS channel
    FROM regions
    UNION ALL
    SELECT
        measure, starts_on, ends_on, 'company' AS scope, '' AS scope_id, currency, amount, amount_base,
        CAST(NULL AS VARCHAR) AS owner_id, CAST(NULL AS VARCHAR) AS team_id, CAST(NULL AS VARCHAR) AS region,
        CAST(NULL AS VARCHAR) AS product_id, CAST(NULL AS VARCHAR) AS channel
    FROM wholes
)
SELECT
    c.measure, c.starts_on, c.ends_on, c.scope, c.scope_id, c.owner_id, w.name AS owner_name, c.team_id,
    t.name AS team_name, c.region, c.product_id, p.name AS product_name, c.channel, c.currency,
    CAST(c.amount AS DECIMAL(18, 4)) AS amount, CAST(c.amount_base AS DECIMAL(18, 4)) AS amount_base
FROM companies AS c
LEFT JOIN representative AS w ON w.representative_id = c.owner_id
LEFT JOIN team AS t ON t.team_id = c.team_id
LEFT JOIN product AS p ON p.product_id = c.product_id
