"""What a question may consist of. Everything that is not named here is refused, whatever it may do."""

from __future__ import annotations

from sqlglot import exp

STRUCTURE: frozenset[type[exp.Expr]] = frozenset(
    {
        exp.Add, exp.Alias, exp.All, exp.Any, exp.Between, exp.Boolean, exp.Bracket, exp.Column, exp.CTE, exp.DataType,
        exp.DataTypeParam, exp.Distinct, exp.Div, exp.DPipe, exp.EQ, exp.Except, exp.Exists, exp.Filter, exp.From,
        exp.GT, exp.GTE, exp.Group, exp.Having, exp.Identifier, exp.ILike, exp.In, exp.IntDiv, exp.Intersect,
        exp.Interval, exp.Is, exp.Join, exp.Lambda, exp.Like, exp.Limit, exp.Literal, exp.LT, exp.LTE, exp.Mod,
        exp.Mul, exp.Neg, exp.NEQ, exp.Not, exp.Null, exp.NullSafeEQ, exp.NullSafeNEQ, exp.Offset, exp.Order,
        exp.Ordered, exp.Paren, exp.Placeholder, exp.PropertyEQ, exp.Qualify, exp.Select, exp.Slice, exp.Star,
        exp.Sub, exp.Subquery, exp.Table, exp.TableAlias, exp.Tuple, exp.Union, exp.Values, exp.Var, exp.Where,
        exp.Window, exp.WindowSpec, exp.With, exp.WithinGroup, exp.IgnoreNulls, exp.RespectNulls, exp.GroupingSets,
        exp.Rollup, exp.Cube, exp.Escape, exp.Kwarg,
    }
)  # fmt: skip
"""Parts of a tree that are not functions."""

_CLASSES = """
    And Or Xor Case If Coalesce Nullif Cast TryCast Greatest Least
    Sum Avg Count CountIf Min Max Median Mode Stddev StddevPop StddevSamp Variance VariancePop Corr CovarPop CovarSamp
    ArgMax ArgMin AnyValue First Last ArrayAgg GroupConcat StringAgg LogicalAnd LogicalOr ApproxDistinct Quantile
    PercentileCont PercentileDisc ApproxQuantile Kurtosis Skewness RegrSlope RegrIntercept RegrR2 RegrCount
    RowNumber Rank DenseRank PercentRank CumeDist Ntile Lag Lead FirstValue LastValue NthValue
    Abs Ceil Floor Round Trunc Sqrt Cbrt Exp Ln Log Log2 Log10 Pow Sign Sin Cos Tan Pi
    Lower Upper Length Trim Substring Left Right Concat ConcatWs Replace Contains StartsWith EndsWith StrPosition
    Split SplitPart Reverse Unicode Chr Initcap Levenshtein RegexpLike RegexpFullMatch RegexpReplace
    RegexpExtract ToChar MD5 Md5 SHA2 Hash
    DateDiff DateAdd DateSub DateTrunc TimestampTrunc Extract Year Month Day Quarter DayOfMonth DayOfYear LastDay
    Date DateFromParts MakeInterval TimeToStr TsOrDsToDate TsOrDsAdd TsOrDsDiff Hour Minute Second TimestampFromParts
    TimestampDiff TimestampAdd TimestampSub StrToTime StrToDate
    Array ArrayContains ArrayLength ArraySize ArrayConcat ArrayAppend ArrayDistinct ArraySort SortArray ArrayFilter
    Transform ArrayAny ArrayAll ArrayToString ArrayOverlaps ArrayUniqueAgg Explode Unnest GenerateSeries
    GenerateDateArray Struct StructExtract JSONExtract JSONExtractScalar JSONObject JSONArray Grouping Map
    """
FUNCTIONS: frozenset[str] = frozenset(_CLASSES.split())
"""Functions that SQLGlot knows, by class. None that makes a large value from a small one (repeat, pad)."""

_NAMES = """
    list_contains list_sum list_max list_min list_sort list_distinct list_value list_aggregate list_position len
    date_part date_trunc date_diff datediff date_add make_date monthname dayname strftime epoch
    arg_max arg_min max_by min_by any_value first last median mode quantile_disc mad histogram
    bool_and bool_or bit_xor bit_and bit_or count_star count_if product string_agg listagg favg fsum
    starts_with ends_with contains prefix suffix strip_accents nfc_normalize instr
    regexp_matches regexp_replace regexp_extract isfinite isnan isinf ifnull round_even even gcd lcm
    levenshtein jaccard jaro_winkler_similarity json_extract json_extract_string row struct_pack hash md5
    """
NAMED: frozenset[str] = frozenset(_NAMES.split())
"""Functions that SQLGlot passes on by name. None of them reads files, settings, the catalogue or the network."""

TABLE_FUNCTIONS: tuple[type[exp.Expr], ...] = (exp.Unnest, exp.GenerateSeries, exp.Explode)
"""What may stand in FROM beside stored tables: series and unnested lists."""
