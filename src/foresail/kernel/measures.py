"""What the measures of quality are called by people: plain words first, the name of the field in brackets."""

from __future__ import annotations

from collections.abc import Mapping

from foresail.kernel.text import Text, same

_NAMED: Mapping[str, tuple[str, str]] = {
    "accuracy": ("Told right", "判对比例"),
    "auc": ("Right order of two (AUC)", "排序正确率（AUC）"),
    "auc_against_recency": ("Right order of two, against recency (AUC)", "排序正确率，对比最近购买（AUC）"),
    "average_precision": ("Hits among the highest (average precision)", "高分命中率（平均精度）"),
    "bias": ("Bias", "偏差"),
    "brier": ("Error of the probabilities (Brier)", "概率误差（Brier）"),
    "brier_against_other_cuts": (
        "Error of the probabilities, against the other cuts (Brier)",
        "概率误差，对比另一种分界（Brier）",
    ),
    "brier_against_recency": ("Error of the probabilities, against recency (Brier)", "概率误差，对比最近购买（Brier）"),
    "coverage_80": ("Within the 80% interval", "落入 80% 区间的占比"),
    "coverage_95": ("Within the 95% interval", "落入 95% 区间的占比"),
    "ece": ("Probabilities off by, on average (ECE)", "概率平均偏离（ECE）"),
    "found_again": ("Groups found again in other samples", "换样本后分群重现度"),
    "hit_rate_at_10_all": ("Customers who bought one of ten offers", "10 项推荐中有命中的客户占比"),
    "hit_rate_at_10_new": ("Customers who bought one of ten offers new to them", "10 项新品推荐中有命中的客户占比"),
    "ndcg_at_10_all": ("Right order of ten offers (NDCG)", "10 项推荐的排序得分（NDCG）"),
    "ndcg_at_10_new": ("Right order of ten offers new to them (NDCG)", "10 项新品推荐的排序得分（NDCG）"),
    "held_later": ("What stood out and did so again later", "异常项在之后仍成立的比例"),
    "hit_rate": ("Customers with a hit", "命中客户占比"),
    "lift_of_unhealthy": ("Unhealthy deals lost, times the usual", "不健康商机的输单倍数"),
    "log_loss": ("Surprise (log loss)", "对数损失"),
    "mae": ("Mean absolute error", "平均绝对误差"),
    "mase": ("Error against the naive (MASE)", "相对朴素法的误差（MASE）"),
    "money_of_high_tier": ("Money of the high tier", "高价值档的金额占比"),
    "money_of_random_tier": ("Money of a tier drawn at random", "随机同规模客户的金额占比"),
    "money_of_top_fifth": ("Money of the best fifth", "前 20% 客户的金额占比"),
    "msis": ("Width and misses of the interval (MSIS)", "区间得分（MSIS）"),
    "ndcg": ("Right order of the offers (NDCG)", "推荐排序得分（NDCG）"),
    "pinball": ("Error of the quantiles (pinball)", "分位误差（pinball）"),
    "qini": ("Gain by choosing whom to address (Qini)", "择人增益（Qini）"),
    "rank_error": ("Error of the order", "排序误差"),
    "rmse": ("Root mean squared error", "均方根误差"),
    "rmsse": ("Scaled squared error (RMSSE)", "标准化误差（RMSSE）"),
    "rmsse_over_levels": ("Scaled squared error over all levels (RMSSE)", "各层级标准化误差（RMSSE）"),
    "silhouette": ("Groups stand apart (silhouette)", "分群清晰度（轮廓系数）"),
    "smape": ("Error in percent (sMAPE)", "百分比误差（sMAPE）"),
    "tracking": ("Weekly tracking error", "逐周跟踪误差"),
    "wape": ("Error in percent of the total (WAPE)", "占总额的误差（WAPE）"),
    "wape_company": ("Error of the company's total (WAPE)", "公司合计的误差（WAPE）"),
    "wape_lowest_level": ("Error of the lowest level (WAPE)", "最细层级的误差（WAPE）"),
    "wape_next_month": ("Error of the next month (WAPE)", "下一个月的误差（WAPE）"),
    "abs_bias": ("Bias, whatever its sign", "偏差（绝对值）"),
    "auc_of_words_alone": ("Right order of two, by words alone (AUC)", "仅凭文字的排序正确率（AUC）"),
    "brier_of_one_trait": ("Error of the probabilities, by one trait alone (Brier)", "仅用单一特征的概率误差（Brier）"),
    "top_tenth_capture": ("Money of the best tenth that was found", "前 10% 客户金额的捕获率"),
    "wape_next_period": ("Error of the next period (WAPE)", "下一期的误差（WAPE）"),
    "value_rank": ("Customers in the right order of value (rank correlation)", "客户价值排序的相关系数"),
    "weekly_tracking": ("Weekly tracking error", "逐周跟踪误差"),
}

_SHARES = frozenset(
    {
        "accuracy", "coverage_80", "coverage_95", "ece", "held_later", "hit_rate", "hit_rate_at_10_all",
        "hit_rate_at_10_new", "money_of_high_tier", "money_of_random_tier", "money_of_top_fifth", "smape",
        "top_tenth_capture", "wape", "wape_company", "wape_lowest_level", "wape_next_month", "wape_next_period",
    }
)  # fmt: skip


def is_share(name: str) -> bool:
    """Whether a measure is a share of something, which people are told in percent.

    Examples
    --------
    >>> is_share("wape"), is_share("brier")
    (True, False)
    """
    return name in _SHARES


def words_of(name: str) -> Text:
    """The words of a measure; its name with spaces where it has none yet.

    Examples
    --------
    >>> words_of("brier").en, words_of("days_off").en
    ('Error of the probabilities (Brier)', 'days off')
    """
    if name in _NAMED:
        en, zh = _NAMED[name]
        return Text(en=en, zh=zh)
    return same(name.replace("_", " "))
