-- Names, prices and costs of products; what a unit brought lately, where the list has no price.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  p.product_id,
  COALESCE(p.name, p.product_id) AS product_name,
  p.category,
  CAST(p.list_price_base AS DOUBLE) AS list_price,
  CAST(p.unit_cost_base AS DOUBLE) AS unit_cost
FROM product AS p
CROSS JOIN moment AS m
WHERE p.retired_on IS NULL OR p.retired_on > m.as_of
