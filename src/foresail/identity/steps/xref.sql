-- Of which records each canonical id is made.
WITH told AS (
    SELECT entity, source, source_id, canonical AS id FROM record
    UNION ALL
    SELECT entity, source, code, id FROM named
)
SELECT DISTINCT entity, source, source_id, id FROM told
WHERE entity IN ('account', 'campaign', 'contact', 'lead', 'opportunity', 'partner', 'product', 'promotion', 'representative', 'team')
