#pragma once

#include "gateway/core/text/sentence.h"

#include <QString>

#include <functional>
#include <string>
#include <utility>
#include <vector>

namespace gateway::evaluation {

/// A text of the report in the languages of the program, with %1 to %9 for values.
struct ReportText {
    const char* en;
    const char* zh;
};

/// Chooses the language: Chinese for "zh_CN" and any other Chinese locale; otherwise English.
class ReportWords {
public:
    /// `translate`: see `ReportOptions`.
    explicit ReportWords(const QString& locale, std::function<std::string(const Sentence&)> translate = {})
        : m_isChinese(locale.startsWith(QLatin1String("zh")))
        , m_translate(std::move(translate))
    {
    }

    std::string operator()(const ReportText& text, const std::vector<std::string>& values = {}) const
    {
        return filled(m_isChinese ? text.zh : text.en, values);
    }
    /// A message that the run has stored.
    std::string operator()(const Sentence& sentence) const { return m_translate ? m_translate(sentence) : toText(sentence); }
    const char* language() const { return m_isChinese ? "zh-CN" : "en"; }

private:
    bool m_isChinese;
    std::function<std::string(const Sentence&)> m_translate;
};

namespace words {

// ---- heading
inline constexpr ReportText kTitle{"%1 - evaluation", "%1 - 评测"};
inline constexpr ReportText kRows{"%1, %2 rows", "%1，%2 行"};
inline constexpr ReportText kRunning{"running since %1", "%1 开始，正在运行"};
inline constexpr ReportText kPaused{"started %1, paused", "%1 开始，已暂停"};
inline constexpr ReportText kStopped{"stopped %1 after %2", "%1 停止，用时 %2"};
inline constexpr ReportText kStoppedByCost{"stopped %1 after %2, at the cost limit", "%1 因达到费用上限而停止，用时 %2"};
inline constexpr ReportText kFinished{"finished %1 after %2", "%1 完成，用时 %2"};
inline constexpr ReportText kNoVerdicts{"Verdicts follow when the run is finished: judging earlier would make errors more frequent.", "运行完成后才给出结论：提前下结论会增加误判。"};
inline constexpr ReportText kAnswered{"Answered", "已回答"};
inline constexpr ReportText kOf{"%1 of %2", "%1 / %2"};
inline constexpr ReportText kFailed{"Failed", "失败"};
inline constexpr ReportText kCost{"Cost", "费用"};
inline constexpr ReportText kJudge{"Judge", "评判模型"};
inline constexpr ReportText kRubric{"Rubric", "评分标准"};
inline constexpr ReportText kJudgeAgrees{"Judge agrees in both orders", "交换顺序后评判一致"};
inline constexpr ReportText kPairsUnscored{"Pairs without a verdict", "没有评判结果的对数"};
inline constexpr ReportText kPeopleAgree{"Judge agrees with people", "与人工评分一致"};
inline constexpr ReportText kAgainst{"Against %1", "与 %1 相比"};
inline constexpr ReportText kAgainstTarget{"%1 for %2, %3", "%2：%1，%3"};
inline constexpr ReportText kNothingInCommon{"no rows in common", "没有共同的行"};

// ---- targets
inline constexpr ReportText kTargets{"Targets", "目标"};
inline constexpr ReportText kTargetsNote{"score with 95% interval, cost per 1,000 rows; p50 and p95 are per answer", "得分及 95% 区间，每 1,000 行的费用；p50 和 p95 按单个回答计"};
inline constexpr ReportText kTarget{"Target", "目标"};
inline constexpr ReportText kScore{"Score", "得分"};
inline constexpr ReportText kCostP50{"Cost p50", "费用 p50"};
inline constexpr ReportText kCostP95{"Cost p95", "费用 p95"};
inline constexpr ReportText kLatencyP50{"Latency p50", "延迟 p50"};
inline constexpr ReportText kLatencyP95{"Latency p95", "延迟 p95"};
inline constexpr ReportText kFirstToken{"First token", "首个 token"};
inline constexpr ReportText kFailures{"%1: %2 failed (%3). %4", "%1：%2 个失败（%3）。%4"};
inline constexpr ReportText kUnscored{"Unscored", "未评分"};
inline constexpr ReportText kVerdict{"Verdict against %1", "与 %1 相比的结论"};
inline constexpr ReportText kBest{"highest score", "得分最高"};
inline constexpr ReportText kBetter{"better by %1 (%2 to %3)", "高 %1（%2 至 %3）"};
inline constexpr ReportText kWorse{"worse by %1 (%2 to %3)", "低 %1（%2 至 %3）"};
inline constexpr ReportText kNoDifference{"no difference shown", "未显示差异"};
inline constexpr ReportText kRowsNeeded{"no difference shown (%1 rows needed)", "未显示差异（需要 %1 行）"};
inline constexpr ReportText kUnknown{"unknown", "未知"};
inline constexpr ReportText kAtLeast{"at least %1", "至少 %1"};
inline constexpr ReportText kFree{"free", "免费"};

// ---- chart
inline constexpr ReportText kChart{"Quality and cost", "质量与费用"};
inline constexpr ReportText kChartNote{"score, cost per 1,000 rows", "得分，每 1,000 行的费用"};
inline constexpr ReportText kOnFront{"on the front", "在前沿上"};
inline constexpr ReportText kOffFront{"off the front", "不在前沿上"};
inline constexpr ReportText kNotOnChart{"%1 is not on the chart: cost or score is unknown.", "%1 不在图中：费用或得分未知。"};
inline constexpr ReportText kNoChart{"No target has both a score and a cost.", "没有同时具有得分和费用的目标。"};

// ---- comparisons and tags
inline constexpr ReportText kComparisons{"Comparisons", "比较"};
inline constexpr ReportText kComparisonsNote{"over rows that both answered; p corrected for the number of pairs", "按双方都回答的行；p 值已按对数校正"};
inline constexpr ReportText kComparisonsWithFailures{"failed rows count as 0; p corrected for the number of pairs", "失败的行计 0 分；p 值已按对数校正"};
inline constexpr ReportText kPair{"Pair", "比较对象"};
inline constexpr ReportText kDifference{"Difference", "差值"};
inline constexpr ReportText kInterval{"95% interval", "95% 区间"};
inline constexpr ReportText kCorrectedP{"p", "p"};
inline constexpr ReportText kResult{"Verdict on the first", "对前者的结论"};
inline constexpr ReportText kLatencyDifference{"Latency, median difference", "延迟差的中位数"};
inline constexpr ReportText kCostDifference{"Cost per answer, median difference", "单个回答费用差的中位数"};
inline constexpr ReportText kJudgedPairs{"Judged pairs", "两两比较"};
inline constexpr ReportText kJudgedPairsNote{"rows on which the judge preferred the first or the second answer; a verdict that changes when the answers are swapped is a tie",
    "评判模型认为前者或后者的回答更好的行数；交换位置后结论改变的算平局"};
inline constexpr ReportText kFirstWins{"First wins", "前者胜"};
inline constexpr ReportText kSecondWins{"Second wins", "后者胜"};
inline constexpr ReportText kTies{"Ties", "平局"};
inline constexpr ReportText kNoVerdictGiven{"No verdict", "没有结果"};
inline constexpr ReportText kTags{"By tag", "按标签"};
inline constexpr ReportText kTagsNote{"the highest score of each tag is bold", "每个标签的最高分以粗体显示"};
inline constexpr ReportText kTagsLeftOut{"%1 less frequent tags are left out.", "省略了 %1 个较少使用的标签。"};
inline constexpr ReportText kTag{"Tag", "标签"};
inline constexpr ReportText kRowCount{"Rows", "行数"};

// ---- rows
inline constexpr ReportText kCompareRows{"Rows", "逐行对比"};
inline constexpr ReportText kRowsNote{"those that differ most first; words that differ from %1 are marked", "差异最大的在前；与 %1 不同的词已标出"};
inline constexpr ReportText kRowsLeftOut{"%1 rows on which the targets differ less are left out. %2 has all rows.", "省略了 %1 个差异较小的行。%2 含有全部行。"};
inline constexpr ReportText kTheCsv{"The CSV export", "CSV 导出"};
inline constexpr ReportText kAllTags{"All tags", "所有标签"};
inline constexpr ReportText kAllRows{"All rows", "所有行"};
inline constexpr ReportText kScoresDiffer{"Scores differ", "得分不同"};
inline constexpr ReportText kAnswersDiffer{"Answers differ", "回答不同"};
inline constexpr ReportText kWithFailures{"With a failure", "有失败"};
inline constexpr ReportText kReference{"Reference", "参考答案"};
inline constexpr ReportText kNotAsked{"not asked", "未提问"};
inline constexpr ReportText kShortened{"Shortened. The CSV export has the whole text.", "已截短，CSV 导出含有全文。"};
inline constexpr ReportText kSamples{"mean of %1", "%1 次的平均值"};

} // namespace words

} // namespace gateway::evaluation
