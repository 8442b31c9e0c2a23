#include "report.h"

#include "figures.h"
#include "html_text.h"
#include "pareto_chart.h"
#include "report_page.h"
#include "report_rows.h"
#include "report_words.h"
#include "row_choice.h"
#include "score_axis.h"

#include "gateway/core/text/utf8.h"

#include <QCryptographicHash>
#include <QtGlobal>

#include <algorithm>
#include <cmath>
#include <map>

namespace gateway::evaluation {

namespace {

using statistics::Verdict;

/// For a Content-Security-Policy. Source: W3C, "Content Security Policy Level 3", hash-source.
std::string hashOf(const char* text)
{
    return "'sha256-" + QCryptographicHash::hash(QByteArray(text), QCryptographicHash::Sha256).toBase64().toStdString() + '\'';
}

class Report {
public:
    Report(RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, QIODevice& device, const ReportOptions& options)
        : m_run(run)
        , m_results(results)
        , m_baseline(baseline)
        , m_device(device)
        , m_options(options)
        , m_words(options.locale, options.translate)
        , m_rows(results, m_words)
    {
    }

    Result<void> write()
    {
        put(start());
        put(facts());
        put(targets());
        put(chart());
        put(comparisons());
        put(judgedPairs());
        put(tags());
        if (auto done = rows(); !done)
            return done;
        put("<script>" + std::string(kReportScript) + "</script></body></html>\n");
        return std::move(m_written);
    }

private:
    /// After a failure, does nothing.
    void put(const std::string& text)
    {
        if (!m_written || m_device.write(text.data(), static_cast<qint64>(text.size())) == static_cast<qint64>(text.size()))
            return;
        m_written = failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "The report cannot be written: %1"), {m_device.errorString().toStdString()}});
    }

    std::string say(const ReportText& text, const std::vector<std::string>& values = {}) const { return htmlText(m_words(text, values)); }
    std::string heading(const ReportText& title, const std::string& note) const { return "<h2>" + say(title) + "</h2><span class=\"note\">" + note + "</span>"; }
    std::string nameOf(std::size_t target) const { return m_results.targets[target].name; }
    std::string named(std::size_t target) const
    {
        return "<i class=\"dot " + colorClass(target) + "\"></i><span class=\"name\">" + htmlText(nameOf(target)) + "</span>";
    }
    static std::string cell(const std::string& html, const char* kind = "number") { return std::string("<td class=\"") + kind + "\">" + html + "</td>"; }
    static std::string headCell(const std::string& html, const char* kind = "number") { return std::string("<th class=\"") + kind + "\">" + html + "</th>"; }
    std::string timeOrDash(const std::optional<Milliseconds>& time) const { return time ? durationText(*time) : "-"; }

    std::string state() const
    {
        const std::string started = timeText(m_results.plan.startedAt);
        const std::string ended = m_results.endedAt ? timeText(*m_results.endedAt) : started;
        const std::string span = spanText(m_results.endedAt ? std::chrono::duration_cast<Milliseconds>(*m_results.endedAt - m_results.plan.startedAt) : Milliseconds{0});
        switch (m_results.state) {
        case RunState::Running:
            return m_words(words::kRunning, {started});
        case RunState::Paused:
            return m_words(words::kPaused, {started});
        case RunState::Stopped:
            return m_words(m_results.stopReason == RunStopReason::Cost ? words::kStoppedByCost : words::kStopped, {ended, span});
        case RunState::Finished:
            break;
        }
        return m_words(words::kFinished, {ended, span});
    }

    std::string start() const
    {
        const RunPlan& plan = m_results.plan;
        std::string html = "<!DOCTYPE html>\n<html lang=\"" + std::string(m_words.language()) + "\"><head><meta charset=\"utf-8\"/>";
        html += "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src " + hashOf(kReportStyle) + "; script-src " + hashOf(kReportScript)
            + "; base-uri 'none'; form-action 'none'\"/>";
        html += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\"/><meta name=\"referrer\" content=\"no-referrer\"/>";
        html += "<title>" + say(words::kTitle, {plan.name}) + "</title><style>" + kReportStyle + "</style></head>\n<body>";
        html += "<h1>" + htmlText(plan.name) + "</h1><span class=\"note\">";
        const std::string dataset = plan.datasetPath.section(u'/', -1).toStdString();
        html += say(words::kRows, {dataset, countText(plan.rows)}) + ", " + htmlText(state()) + "</span>";
        return html + (hasVerdicts(m_results.state) ? "" : "<p class=\"note\">" + say(words::kNoVerdicts) + "</p>");
    }

    std::string fact(const ReportText& name, const std::string& html) const { return "<div><dt>" + say(name) + "</dt><dd>" + html + "</dd></div>"; }

    std::string spent(const std::vector<Money>& amounts, bool isComplete) const
    {
        if (isComplete)
            return htmlText(amountsText(amounts));
        return amounts.empty() ? say(words::kUnknown) : say(words::kAtLeast, {amountsText(amounts)});
    }

    std::string facts() const
    {
        std::size_t answered = 0;
        std::size_t failed = 0;
        std::map<Currency, std::int64_t> sums;
        bool isComplete = true;
        for (const TargetResult& target : m_results.targets) {
            answered += target.answered;
            failed += target.failed;
            isComplete = isComplete && target.isCostComplete();
            for (const Money& cost : target.cost)
                sums[cost.currency] += cost.pico;
        }
        std::vector<Money> cost;
        cost.reserve(sums.size());
        for (const auto& [currency, pico] : sums)
            cost.push_back({currency, pico});
        std::string html = "<dl class=\"card facts\">" + fact(words::kAnswered, say(words::kOf, {countText(answered), countText(m_results.plan.rows * m_results.targets.size())}));
        html += fact(words::kFailed, countText(failed)) + fact(words::kCost, spent(cost, isComplete));
        return html + judgeFacts() + baselineFact() + "</dl>\n";
    }

    std::string judgeFacts() const
    {
        const auto percent = [](double share) { return fixed(share * 100, 0) + '%'; };
        std::string html;
        if (!m_results.judge)
            return html;
        const JudgeResult& judge = *m_results.judge;
        if (!judge.model.empty())
            html += fact(words::kJudge, htmlText(judge.model) + ", " + spent(judge.cost, !judge.isUnpriced));
        if (const std::string& rubric = m_results.plan.rubric; !rubric.empty())
            html += fact(words::kRubric, htmlText(rubric));
        if (judge.agreement)
            html += fact(words::kJudgeAgrees, percent(*judge.agreement));
        if (judge.pairsUnscored > 0)
            html += fact(words::kPairsUnscored, say(words::kOf, {countText(judge.pairsUnscored), countText(judge.pairs)}));
        if (judge.humanAgreement)
            html += fact(words::kPeopleAgree, percent(*judge.humanAgreement) + " (" + countText(judge.humanRatings) + ')');
        return html;
    }

    std::string baselineFact() const
    {
        if (!m_baseline)
            return {};
        std::string html;
        for (const BaselineTarget& target : m_baseline->targets) {
            const ReportText& verdict = target.score.verdict == Verdict::Better ? words::kBetter : target.score.verdict == Verdict::Worse ? words::kWorse : words::kNoDifference;
            html += "<div>" + say(words::kAgainstTarget, {signedText(target.score.seen.difference), target.name, m_words(verdict, limits(target.score))}) + "</div>";
        }
        if (html.empty())
            html = say(words::kNothingInCommon);
        return "<div><dt>" + say(words::kAgainst, {m_baseline->name}) + "</dt><dd>" + html + "</dd></div>";
    }

    /// The size of a difference and its interval, without a sign.
    static std::vector<std::string> limits(const statistics::Comparison& comparison)
    {
        const double sign = comparison.seen.difference < 0 ? -1 : 1;
        const double one = sign * comparison.seen.interval.low;
        const double other = sign * comparison.seen.interval.high;
        return {fixed(std::abs(comparison.seen.difference), 2), fixed(std::min(one, other), 2), fixed(std::max(one, other), 2)};
    }

    std::string verdictText(const statistics::Comparison& comparison) const
    {
        switch (comparison.verdict) {
        case Verdict::Better:
            return "<span class=\"better\">" + say(words::kBetter, limits(comparison)) + "</span>";
        case Verdict::Worse:
            return "<span class=\"worse\">" + say(words::kWorse, limits(comparison)) + "</span>";
        case Verdict::NoDifferenceShown:
            break;
        }
        return comparison.rowsNeeded ? say(words::kRowsNeeded, {countText(*comparison.rowsNeeded)}) : say(words::kNoDifference);
    }

    /// The order of the table: the highest score first.
    std::vector<std::size_t> byScore() const
    {
        std::vector<std::size_t> order(m_results.targets.size());
        for (std::size_t i = 0; i < order.size(); ++i)
            order[i] = i;
        std::ranges::stable_sort(order, std::ranges::greater(), [this](std::size_t i) { return m_results.targets[i].score ? m_results.targets[i].score->score : -1; });
        return order;
    }

    std::string costText(const TargetResult& target) const
    {
        if (!target.costPerThousandRows)
            return "<span class=\"note\">" + say(words::kUnknown) + "</span>";
        return target.costPerThousandRows->pico == 0 ? say(words::kFree) : htmlText(toText(*target.costPerThousandRows));
    }

    static std::string amountOrDash(const std::optional<Money>& amount) { return amount ? roundedText(*amount) : "-"; }

    std::string targets() const
    {
        const auto best = m_results.best();
        const ScoreAxis axis = ScoreAxis::of(m_results);
        std::string html = "<section class=\"card\">" + heading(words::kTargets, say(words::kTargetsNote)) + "<table><thead><tr>" + headCell(say(words::kTarget), "");
        html += headCell(say(words::kScore)) + headCell(fixed(axis.low, 1) + " - " + fixed(axis.high, 1), "") + headCell(say(words::kCost)) + headCell(say(words::kCostP50)) + headCell(say(words::kCostP95));
        html += headCell(say(words::kLatencyP50)) + headCell(say(words::kLatencyP95)) + headCell(say(words::kFirstToken)) + headCell(say(words::kFailed)) + headCell(say(words::kUnscored));
        html += headCell(best && hasVerdicts(m_results.state) ? say(words::kVerdict, {nameOf(*best)}) : "", "") + "</tr></thead><tbody>";
        for (const std::size_t place : byScore()) {
            const TargetResult& target = m_results.targets[place];
            html += "<tr>" + cell(named(place), "") + cell(target.score ? fixed(target.score->score, 2) : "-", "number best") + cell(scoreBar(axis, target, place), "");
            html += cell(costText(target)) + cell(amountOrDash(target.costP50)) + cell(amountOrDash(target.costP95));
            html += cell(timeOrDash(target.p50)) + cell(timeOrDash(target.p95)) + cell(timeOrDash(target.firstTokenP50));
            html += cell(failureText(target)) + cell(countText(target.unscored)) + cell(verdictCell(place, best), "wrap") + "</tr>\n";
        }
        return html + "</tbody></table>" + failures() + "</section>\n";
    }

    /// The most frequent reasons.
    std::string failures() const
    {
        constexpr std::size_t kMostKinds = 3;
        constexpr std::size_t kLongest = 300; // bytes of a message
        std::string html;
        for (const TargetResult& target : m_results.targets)
            for (std::size_t i = 0; i < std::min(target.failures.size(), kMostKinds); ++i) {
                const FailureKind& failure = target.failures[i];
                html += "<p class=\"note\">" + say(words::kFailures, {target.name, countText(failure.requests), failure.code, shortened(m_words(failure.message), kLongest)}) + "</p>";
            }
        return html;
    }

    static std::string failureText(const TargetResult& target)
    {
        const std::size_t asked = target.answered + target.failed;
        if (target.failed == 0)
            return "0";
        return "<span class=\"failed\">" + countText(target.failed) + " (" + fixed(100.0 * static_cast<double>(target.failed) / static_cast<double>(asked), 1) + "%)</span>";
    }

    std::string verdictCell(std::size_t place, const std::optional<std::size_t>& best) const
    {
        if (!best || !hasVerdicts(m_results.state))
            return {};
        if (place == *best)
            return "<span class=\"note\">" + say(words::kBest) + "</span>";
        const auto comparison = m_results.comparison(place, *best);
        return comparison ? verdictText(*comparison) : "-";
    }

    std::string chart() const
    {
        const std::string svg = paretoChart(m_results, m_words);
        std::string html = "<section class=\"card\"><span class=\"legend\"><b>\u25CF</b> " + say(words::kOnFront) + " <b>\u25CB</b> " + say(words::kOffFront) + "</span>";
        html += heading(words::kChart, say(words::kChartNote)) + (svg.empty() ? "<p class=\"note\">" + say(words::kNoChart) + "</p>" : svg);
        for (const TargetResult& target : m_results.targets)
            if (!svg.empty() && (!target.score || !target.costPerThousandRows))
                html += "<p class=\"note\">" + say(words::kNotOnChart, {target.name}) + "</p>";
        return html + "</section>\n";
    }

    std::string comparisons() const
    {
        if (m_results.comparisons.empty())
            return {};
        const ReportText& note = m_results.plan.failuresCount ? words::kComparisonsWithFailures : words::kComparisonsNote;
        std::string html = "<section class=\"card\">" + heading(words::kComparisons, say(note)) + "<table><thead><tr>" + headCell(say(words::kPair), "");
        html += headCell(say(words::kRowCount)) + headCell(say(words::kDifference)) + headCell(say(words::kInterval)) + headCell(say(words::kCorrectedP));
        html += headCell(say(words::kResult), "") + headCell(say(words::kLatencyDifference)) + headCell(say(words::kCostDifference)) + "</tr></thead><tbody>";
        for (const ComparisonResult& each : m_results.comparisons) {
            const statistics::Comparison& score = each.score;
            html += "<tr>" + cell(named(score.a) + " - " + named(score.b), "") + cell(countText(score.seen.rows)) + cell(signedText(score.seen.difference));
            html += cell(signedText(score.seen.interval.low) + " .. " + signedText(score.seen.interval.high)) + cell(fixed(score.pCorrected, 4)) + cell(verdictText(score), "");
            html += cell(each.latency ? fixed(each.latency->difference, 0) + " ms" : "-");
            html += cell(each.cost ? signedText(moneyFrom(each.cost->difference, m_results.plan.currency)) : "-") + "</tr>\n";
        }
        return html + "</tbody></table></section>\n";
    }

    std::string judgedPairs() const
    {
        if (m_results.pairs.empty())
            return {};
        std::string html = "<section class=\"card\">" + heading(words::kJudgedPairs, say(words::kJudgedPairsNote)) + "<table><thead><tr>" + headCell(say(words::kPair), "");
        html += headCell(say(words::kFirstWins)) + headCell(say(words::kSecondWins)) + headCell(say(words::kTies)) + headCell(say(words::kNoVerdictGiven)) + "</tr></thead><tbody>";
        for (const JudgedPair& pair : m_results.pairs) {
            html += "<tr>" + cell(named(pair.a) + " - " + named(pair.b), "") + cell(countText(pair.aWins)) + cell(countText(pair.bWins));
            html += cell(countText(pair.ties)) + cell(countText(pair.unscored)) + "</tr>\n";
        }
        return html + "</tbody></table></section>\n";
    }

    std::string tags() const
    {
        if (m_results.tags.empty())
            return {};
        std::string html = "<section class=\"card\">" + heading(words::kTags, say(words::kTagsNote)) + "<table><thead><tr>" + headCell(say(words::kTag), "") + headCell(say(words::kRowCount));
        for (std::size_t target = 0; target < m_results.targets.size(); ++target)
            html += headCell(named(target));
        html += "</tr></thead><tbody>";
        for (std::size_t first = 0; first < m_results.tags.size();) {
            std::size_t end = first;
            while (end < m_results.tags.size() && m_results.tags[end].tag == m_results.tags[first].tag)
                ++end;
            html += tagRow(first, end);
            first = end;
        }
        html += "</tbody></table>";
        if (m_results.leftOutTags > 0)
            html += "<p class=\"note\">" + say(words::kTagsLeftOut, {countText(m_results.leftOutTags)}) + "</p>";
        return html + "</section>\n";
    }

    /// The results of one tag, from `first` to before `end`.
    std::string tagRow(std::size_t first, std::size_t end) const
    {
        std::vector<const TagResult*> results(m_results.targets.size());
        double most = 0;
        std::size_t rows = 0;
        for (std::size_t i = first; i < end; ++i) {
            const TagResult& tag = m_results.tags[i];
            results[tag.target] = &tag;
            most = std::max(most, tag.score.score);
            rows = std::max(rows, tag.rows);
        }
        std::string html = "<tr>" + cell(htmlText(m_results.tags[first].tag), "") + cell(countText(rows));
        for (const TagResult* tag : results)
            html += cell(tag ? fixed(tag->score.score, 2) : "-", tag && tag->score.score == most ? "number best" : "number");
        return html + "</tr>\n";
    }

    std::string filters() const
    {
        std::string html = "<div class=\"filters\" id=\"filters\" hidden=\"hidden\"><select id=\"tag\"><option value=\"\">" + say(words::kAllTags) + "</option>";
        for (std::size_t i = 0; i < m_rows.tags().size(); ++i)
            html += "<option value=\"" + std::to_string(i) + "\">" + htmlText(m_rows.tags()[i]) + "</option>";
        html += "</select><select id=\"which\"><option value=\"\">" + say(words::kAllRows) + "</option><option value=\"scores\">" + say(words::kScoresDiffer);
        html += "</option><option value=\"answers\">" + say(words::kAnswersDiffer) + "</option><option value=\"failed\">" + say(words::kWithFailures);
        return html + "</option></select><span class=\"note\" id=\"count\"></span></div>";
    }

    Result<void> rows()
    {
        const auto choice = chooseRows(m_run, m_options.mostRows);
        if (!choice)
            return failure(choice.error());
        put("<section><p>" + heading(words::kCompareRows, say(words::kRowsNote, {nameOf(m_rows.base())})) + "</p>");
        if (choice->leftOut > 0) {
            const std::string csv = m_options.csvName.isEmpty() ? m_words(words::kTheCsv) : m_options.csvName.toStdString();
            put("<p class=\"note\">" + say(words::kRowsLeftOut, {countText(choice->leftOut), csv}) + "</p>");
        }
        put(filters());
        for (const std::size_t row : choice->rows) {
            const auto facts = m_run.rows(row, 1);
            if (!facts)
                return failure(facts.error());
            const auto answers = m_run.answers(row, 1, true);
            if (!answers)
                return failure(answers.error());
            put(m_rows.row(facts->empty() ? RunFile::RowFacts() : facts->front(), row, *answers));
            if (!m_written)
                break;
        }
        put("</section>\n");
        return {};
    }

    RunFile& m_run;
    const RunResults& m_results;
    const std::optional<BaselineComparison>& m_baseline;
    QIODevice& m_device;
    const ReportOptions& m_options;
    ReportWords m_words;
    ReportRows m_rows;
    Result<void> m_written;
};

} // namespace

Result<void> writeReport(RunFile& run, const RunResults& results, const std::optional<BaselineComparison>& baseline, QIODevice& device,
    const ReportOptions& options)
{
    return Report(run, results, baseline, device, options).write();
}

} // namespace gateway::evaluation
