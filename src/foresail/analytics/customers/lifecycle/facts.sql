-- What is known of every account beside its signs of life: revenue of its last year of buying, open deals, and how long
-- ago something went wrong.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
),
bought AS (
  SELECT
    p.account_id,
    DATE_DIFF('day', p.ordered_on, m.as_of) AS ago,
    p.net,
    p.has_return,
    MIN(DATE_DIFF('day', p.ordered_on, m.as_of)) OVER (PARTITION BY p.account_id) AS last_ago
  FROM feature_purchases AS p
  CROSS JOIN moment AS m
  WHERE p.is_sale IS NOT NULL
),
fact AS (
  SELECT
    account_id,
    CASE WHEN ago < last_ago + 365 THEN net END AS net,
    CASE WHEN has_return = 1 THEN ago END AS return_ago,
    CAST(NULL AS INTEGER) AS service_ago,
    CAST(NULL AS INTEGER) AS lost_deal_ago,
    CAST(NULL AS VARCHAR) AS lost_reason,
    0 AS open_deal,
    0 AS open_deal_before
  FROM bought
  UNION ALL
  SELECT
    t.account_id,
    NULL AS net,
    NULL AS return_ago,
    DATE_DIFF('day', t.opened_on, m.as_of) AS service_ago,
    NULL AS lost_deal_ago,
    NULL AS lost_reason,
    0 AS open_deal,
    0 AS open_deal_before
  FROM ticket AS t
  CROSS JOIN moment AS m
  WHERE t.satisfaction <= 2 AND t.opened_on <= m.as_of
  UNION ALL
  SELECT
    f.account_id,
    NULL AS net,
    NULL AS return_ago,
    DATE_DIFF('day', f.given_on, m.as_of) AS service_ago,
    NULL AS lost_deal_ago,
    NULL AS lost_reason,
    0 AS open_deal,
    0 AS open_deal_before
  FROM feedback AS f
  CROSS JOIN moment AS m
  WHERE f.given_on <= m.as_of AND ((LOWER(f.kind) = 'nps' AND f.score <= 6) OR (LOWER(f.kind) = 'csat' AND f.score <= 2))
  UNION ALL
  SELECT
    p.account_id,
    NULL AS net,
    NULL AS return_ago,
    NULL AS service_ago,
    CASE WHEN p.outcome = 'lost' THEN DATE_DIFF('day', p.closed_on, m.as_of) END AS lost_deal_ago,
    CASE WHEN p.outcome = 'lost' THEN p.lost_reason END AS lost_reason,
    CASE WHEN p.closed_on IS NULL AND COALESCE(p.outcome, 'open') = 'open' THEN 1 ELSE 0 END AS open_deal,
    CASE
      WHEN DATE_DIFF('day', p.created_on, m.as_of) >= :horizon_days
        AND (
          (p.closed_on IS NULL AND COALESCE(p.outcome, 'open') = 'open')
          OR DATE_DIFF('day', p.closed_on, m.as_of) < :horizon_days
        )
        THEN 1
      ELSE 0
    END AS open_deal_before
  FROM opportunity AS p
  CROSS JOIN moment AS m
  WHERE p.created_on <= m.as_of
)
SELECT
  account_id,
  CAST(SUM(net) AS DECIMAL(18, 4)) AS net_year,
  CAST(MIN(return_ago) AS INTEGER) AS return_ago,
  CAST(MIN(service_ago) AS INTEGER) AS service_ago,
  CAST(MIN(lost_deal_ago) AS INTEGER) AS lost_deal_ago,
  MIN(lost_reason) AS lost_reason,
  CAST(SUM(open_deal) AS INTEGER) AS open_deals,
  CAST(SUM(open_deal_before) AS INTEGER) AS open_deals_before
FROM fact
WHERE account_id IS NOT NULL
GROUP BY account_id
