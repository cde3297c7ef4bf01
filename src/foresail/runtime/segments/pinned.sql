-- Which customer each id of a source stands for today.
SELECT concat(source, ':', source_id) AS named, id
FROM xref
WHERE entity = 'account' AND concat(source, ':', source_id) <> id AND concat(source, ':', source_id) IN (SELECT unnest(:named))
