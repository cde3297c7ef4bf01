-- only the newest complete moment of each source and table counts; pieces that show one moment belong together
WITH moment AS (
    SELECT source, table_name, taken_at, max(load_id) AS load_id,
        sum(new + changed + unchanged) AS rows
    FROM load_table GROUP BY source, table_name, taken_at HAVING bool_or(complete)
),
compared AS (
    SELECT *,
        lag(rows) OVER (PARTITION BY source, table_name ORDER BY taken_at) AS rows_before,
        row_number() OVER (PARTITION BY source, table_name ORDER BY taken_at DESC) AS age
    FROM moment
)
SELECT load_id, table_name, CAST(NULL AS VARCHAR) AS field, CAST(rows_before AS VARCHAR) || ' → ' || CAST(rows AS VARCHAR) AS found,
    CAST(NULL AS DECIMAL(18, 4)) AS money
FROM compared WHERE age = 1 AND rows_before > 10 AND rows * 2 < rows_before
