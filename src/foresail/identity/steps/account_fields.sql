-- What the systems say of each account, as they wrote it; the e-mail addresses of its contacts tell its web domain.
WITH mail AS (
    SELECT account_id AS id, min(email) AS email
    FROM contact_mail WHERE account_id IS NOT NULL AND email IS NOT NULL GROUP BY account_id
)
SELECT
    r.id, r.source, r.canonical AS grp, coalesce(a.kind, '') = 'person' AS person,
    a.name, a.tax_id, a.domain, a.phone, a.address, a.city, a.region, m.email
FROM record r
JOIN account_record a ON a.account_id = r.id
LEFT JOIN mail m ON m.id = r.id
WHERE r.entity = 'account'
