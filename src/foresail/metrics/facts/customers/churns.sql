-- One row per loss of a customer by the life-cycle rule: on each purchase day the customer is allowed
-- max(90 days, 3 × own average gap between purchase days so far); if nothing is bought by then, the customer counts as
-- lost on the day after. Nothing later than that day decides.
WITH days AS (
    SELECT DISTINCT account_id, ordered_on
    FROM fact_sales
    WHERE sales_kind = 'sale' AND NOT cancelled AND account_id IS NOT NULL AND ordered_on IS NOT NULL
), runs AS (
    SELECT
        account_id, ordered_on AS last_sale_on,
        lead(ordered_on) OVER (PARTITION BY account_id ORDER BY ordered_on) AS next_sale_on,
        row_number() OVER (PARTITION BY account_id ORDER BY ordered_on) AS purchase_days,
        first_value(ordered_on) OVER (PARTITION BY account_id ORDER BY ordered_on) AS first_sale_on
    FROM days
), allowed AS (
    SELECT
        account_id, last_sale_on, next_sale_on, purchase_days, first_sale_on,
        CASE
            WHEN purchase_days = 1 THEN 90
            ELSE greatest(90, 3 * date_diff('day', first_sale_on, last_sale_on) // nullif(purchase_days - 1, 0))
        END AS allowed_days
    FROM runs
), lost AS (
    SELECT
        account_id, last_sale_on, next_sale_on, purchase_days, first_sale_on, allowed_days,
        last_sale_on + CAST(allowed_days + 1 AS INTEGER) AS churned_on
    FROM allowed
), people AS (
    SELECT r.representative_id, r.name, r.team_id, t.name AS team_name, coalesce(r.region, t.region) AS region
    FROM representative AS r
    LEFT JOIN team AS t ON t.team_id = r.team_id
)
SELECT
    l.account_id, a.name AS account_name, l.churned_on, l.last_sale_on, l.first_sale_on, l.purchase_days, l.allowed_days,
    a.kind AS account_kind, a.industry, a.country, a.city, a.owner_id, w.name AS owner_name, w.team_id, w.team_name,
    coalesce(a.region, w.region) AS region, a.source
FROM lost AS l
LEFT JOIN account AS a ON a.account_id = l.account_id
LEFT JOIN people AS w ON w.representative_id = a.owner_id
WHERE l.next_sale_on IS NULL OR l.next_sale_on >= l.churned_on
