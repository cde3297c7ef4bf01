-- Names, prices and costs of products, and the day from which one is no longer sold, where that has come.
WITH moment AS (
  SELECT CAST(:as_of AS DATE) AS as_of
)
SELECT
  p.product_id,
  COALESCE(p.name, p.product_id) AS product_name,
  p.category,
  CAST(p.list_price_base AS DOUBLE) AS list_price,
  CAST(p.unit_cost_base AS DOUBLE) AS unit_cost,
  CASE WHEN p.retired_on <= m.as_of THEN p.retired_on END AS retired_on
FROM product AS p
CROSS JOIN moment AS m
