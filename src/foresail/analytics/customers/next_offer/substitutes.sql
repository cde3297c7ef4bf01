-- What can stand in for what.
SELECT product_id, substitute_id
FROM substitute
WHERE product_id IS NOT NULL AND substitute_id IS NOT NULL
