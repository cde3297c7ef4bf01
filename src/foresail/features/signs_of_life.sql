-- What is known of customers beside their purchases, on days in the past: service, opinions, contacts, deals and
-- invoices. Its reader has a step `asked` (account_id, back: how many days before :as_of); one row comes back for
-- each of its rows. Nothing of a day later than the one that is asked for enters a row.
WITH point AS (
  SELECT a.account_id, a.back, CAST(:as_of AS DATE) AS as_of
  FROM asked AS a
),
served AS (
  SELECT
    c.account_id,
    c.back,
    COUNT(*) AS tickets,
    SUM(CASE WHEN DATE_DIFF('day', t.opened_on, c.as_of) - c.back < 180 THEN 1 ELSE 0 END) AS tickets_180,
    SUM(CASE WHEN DATE_DIFF('day', t.opened_on, c.as_of) - c.back < 365 THEN 1 ELSE 0 END) AS tickets_365,
    SUM(
      CASE WHEN t.closed_on IS NULL OR DATE_DIFF('day', t.closed_on, c.as_of) < c.back THEN 1 ELSE 0 END
    ) AS tickets_open,
    AVG(
      CASE WHEN DATE_DIFF('day', t.closed_on, c.as_of) >= c.back THEN CAST(t.satisfaction AS DOUBLE) END
    ) AS satisfaction,
    MIN(DATE_DIFF('day', t.opened_on, c.as_of) - c.back) AS since_ticket
  FROM point AS c
  INNER JOIN ticket AS t ON t.account_id = c.account_id AND DATE_DIFF('day', t.opened_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.back
),
heard AS (
  SELECT
    c.account_id,
    c.back,
    AVG(CASE WHEN LOWER(f.kind) = 'nps' THEN CAST(f.score AS DOUBLE) END) AS nps,
    AVG(CASE WHEN LOWER(f.kind) <> 'nps' THEN CAST(f.score AS DOUBLE) END) AS csat,
    MIN(DATE_DIFF('day', f.given_on, c.as_of) - c.back) AS since_feedback
  FROM point AS c
  INNER JOIN feedback AS f ON f.account_id = c.account_id AND DATE_DIFF('day', f.given_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.back
),
met AS (
  SELECT
    c.account_id,
    c.back,
    SUM(CASE WHEN DATE_DIFF('day', a.occurred_on, c.as_of) - c.back < 90 THEN 1 ELSE 0 END) AS activities_90,
    MIN(DATE_DIFF('day', a.occurred_on, c.as_of) - c.back) AS since_activity
  FROM point AS c
  INNER JOIN activity AS a ON a.account_id = c.account_id AND DATE_DIFF('day', a.occurred_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.back
),
dealt AS (
  SELECT
    c.account_id,
    c.back,
    COUNT(*) AS deals,
    SUM(CASE WHEN DATE_DIFF('day', d.created_on, c.as_of) - c.back < 365 THEN 1 ELSE 0 END) AS deals_365,
    SUM(
      CASE WHEN d.closed_on IS NULL OR DATE_DIFF('day', d.closed_on, c.as_of) < c.back THEN 1 ELSE 0 END
    ) AS open_deals,
    SUM(
      CASE WHEN d.outcome = 'won' AND DATE_DIFF('day', d.closed_on, c.as_of) >= c.back THEN 1 ELSE 0 END
    ) AS won_deals,
    SUM(
      CASE WHEN d.outcome = 'won' AND DATE_DIFF('day', d.closed_on, c.as_of) >= c.back THEN d.amount_base END
    ) AS won_amount,
    COUNT(
      CASE WHEN d.outcome = 'won' AND DATE_DIFF('day', d.closed_on, c.as_of) >= c.back THEN d.amount_base END
    ) AS won_priced,
    MIN(DATE_DIFF('day', d.created_on, c.as_of) - c.back) AS since_deal
  FROM point AS c
  INNER JOIN opportunity AS d ON d.account_id = c.account_id AND DATE_DIFF('day', d.created_on, c.as_of) >= c.back
  GROUP BY c.account_id, c.back
),
settled AS (
  SELECT invoice_id, MAX(paid_on) AS paid_on
  FROM payment
  WHERE invoice_id IS NOT NULL
  GROUP BY invoice_id
),
owed AS (
  SELECT
    c.account_id,
    c.back,
    SUM(CASE WHEN p.paid_on IS NULL OR DATE_DIFF('day', p.paid_on, c.as_of) < c.back THEN 1 ELSE 0 END) AS overdue
  FROM point AS c
  INNER JOIN invoice AS i ON i.account_id = c.account_id AND DATE_DIFF('day', i.due_on, c.as_of) > c.back
  LEFT JOIN settled AS p ON p.invoice_id = i.invoice_id
  GROUP BY c.account_id, c.back
)
SELECT
  c.account_id,
  c.back,
  CAST(s.tickets AS INTEGER) AS tickets,
  CAST(s.tickets_180 AS INTEGER) AS tickets_180,
  CAST(s.tickets_365 AS INTEGER) AS tickets_365,
  CAST(s.tickets_open AS INTEGER) AS tickets_open,
  s.satisfaction,
  CAST(s.since_ticket AS INTEGER) AS since_ticket,
  h.nps,
  h.csat,
  CAST(h.since_feedback AS INTEGER) AS since_feedback,
  CAST(a.activities_90 AS INTEGER) AS activities_90,
  CAST(a.since_activity AS INTEGER) AS since_activity,
  CAST(d.deals AS INTEGER) AS deals,
  CAST(d.deals_365 AS INTEGER) AS deals_365,
  CAST(d.open_deals AS INTEGER) AS open_deals,
  CAST(d.won_deals AS INTEGER) AS won_deals,
  CAST(d.won_amount AS DOUBLE) / NULLIF(CAST(d.won_priced AS DOUBLE), 0) AS won_mean,
  CAST(d.since_deal AS INTEGER) AS since_deal,
  CAST(w.overdue AS INTEGER) AS overdue
FROM asked AS c
LEFT JOIN served AS s ON s.account_id = c.account_id AND s.back = c.back
LEFT JOIN heard AS h ON h.account_id = c.account_id AND h.back = c.back
LEFT JOIN met AS a ON a.account_id = c.account_id AND a.back = c.back
LEFT JOIN dealt AS d ON d.account_id = c.account_id AND d.back = c.back
LEFT JOIN owed AS w ON w.account_id = c.account_id AND w.back = c.back
