SELECT a.account_id, a.name, a.kind, a.industry, a.employee_count, a.annual_revenue, a.region, a.country, a.city, a.phone,
    a.domain, a.address, a.tax_id, a.owner_id, r.name AS owner_name, a.channel, a.created_on, a.status, a.source, a.source_id
FROM account AS a
LEFT JOIN representative AS r ON r.representative_id = a.owner_id
WHERE a.account_id = :id
