-- What people may want to look at: pairs that may be one, how they stand, and the money that hangs on them: what both
-- customers bought and what is open with them, in the base currency.
WITH bought AS (
    SELECT o.account_id, sum(coalesce(l.net_amount_base, 0)) AS money
    FROM order_line l JOIN "order" o ON o.order_id = l.order_id
    WHERE o.account_id IS NOT NULL GROUP BY o.account_id
),
open_deals AS (
    SELECT account_id, sum(coalesce(amount_base, 0)) AS money
    FROM opportunity WHERE account_id IS NOT NULL AND outcome = 'open' GROUP BY account_id
),
worth AS (
    SELECT account_id, CAST(sum(money) AS DECIMAL(18, 4)) AS money
    FROM (SELECT account_id, money FROM bought UNION ALL SELECT account_id, money FROM open_deals) b
    GROUP BY account_id
),
listed AS (
    SELECT entity, left_id, right_id, weight, probability, reasons_en, reasons_zh FROM identity_pair WHERE probability >= :shown
    UNION ALL
    SELECT
        d.entity, d.left_id, d.right_id, CAST(NULL AS DECIMAL(9, 4)), CAST(NULL AS DECIMAL(9, 6)),
        CAST(NULL AS VARCHAR), CAST(NULL AS VARCHAR)
    FROM identity_decision d
    LEFT JOIN identity_pair p ON p.entity = d.entity AND p.left_id = d.left_id AND p.right_id = d.right_id
    WHERE p.left_id IS NULL
),
placed AS (
    SELECT
        p.*, l.source AS left_source, r.source AS right_source, l.name AS left_name, r.name AS right_name,
        l.canonical AS left_canonical, r.canonical AS right_canonical, d.verdict,
        CASE p.entity WHEN 'account' THEN l.canonical ELSE lc.account_id END AS left_account,
        CASE p.entity WHEN 'account' THEN r.canonical ELSE rc.account_id END AS right_account
    FROM listed p
    JOIN identity_side l ON l.entity = p.entity AND l.id = p.left_id
    JOIN identity_side r ON r.entity = p.entity AND r.id = p.right_id
    LEFT JOIN identity_decision d ON d.entity = p.entity AND d.left_id = p.left_id AND d.right_id = p.right_id
    LEFT JOIN contact lc ON lc.contact_id = l.canonical
    LEFT JOIN contact rc ON rc.contact_id = r.canonical
)
SELECT
    v.entity, v.left_id, v.right_id, v.left_source, v.right_source, v.left_name, v.right_name,
    CASE
        WHEN v.verdict IS NOT NULL THEN v.verdict
        WHEN v.left_canonical = v.right_canonical THEN 'joined'
        WHEN v.probability >= :sure THEN 'held_apart'
        ELSE 'open'
    END AS status,
    v.probability, v.weight,
    CAST(
        coalesce(wl.money, 0) + CASE WHEN v.left_account = v.right_account THEN 0 ELSE coalesce(wr.money, 0) END
        AS DECIMAL(18, 4)
    ) AS money,
    v.reasons_en, v.reasons_zh
FROM placed v
LEFT JOIN worth wl ON wl.account_id = v.left_account
LEFT JOIN worth wr ON wr.account_id = v.right_account
