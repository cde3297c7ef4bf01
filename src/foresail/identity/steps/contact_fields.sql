-- What the systems say of each contact, with the customer that it belongs to.
SELECT
    r.id, r.source, r.canonical AS grp, TRUE AS person,
    c.full_name AS name, c.phone, c.email, coalesce(o.canonical, c.account_id) AS company
FROM record r
JOIN contact_record c ON c.contact_id = r.id
LEFT JOIN record o ON o.entity = 'account' AND o.id = c.account_id
WHERE r.entity = 'contact'
