-- The category of each product.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT p.product_id, p.category
FROM product AS p
CROSS JOIN moment AS m
WHERE p.launched_on IS NULL OR p.launched_on <= m.as_of
