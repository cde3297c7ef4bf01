-- What can stand in for what, of products that are on sale by the day.
SELECT s.product_id, s.substitute_id
FROM substitute AS s
INNER JOIN product AS p ON p.product_id = s.substitute_id
WHERE s.product_id IS NOT NULL AND (p.launched_on IS NULL OR p.launched_on <= CAST(:as_of AS DATE))
