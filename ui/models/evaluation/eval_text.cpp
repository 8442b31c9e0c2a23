#include "eval_text.h"

#include "ui/models/formatter.h"
#include "ui/words/sentence_words.h"

#include <QLocale>
#include <QSet>

#include <array>
#include <cmath>
#include <utility>

namespace ui::models {

using gateway::evaluation::RunObstacle;
using gateway::evaluation::statistics::Verdict;

namespace {

constexpr int kScoreDecimals = 2;

QString count(std::size_t number) { return Formatter().exact(static_cast<std::int64_t>(number)); }
int pluralOf(std::size_t number) { return Formatter::plural(static_cast<std::int64_t>(number)); }

QString withSign(double difference, const QString& amount)
{
    if (difference > 0) return QLatin1Char('+') + amount;
    return difference < 0 ? QStringLiteral("−") + amount : amount;
}

} // namespace

QString EvalText::condition(const RunOverview& run)
{
    switch (run.condition) {
    case RunCondition::Running: return tr("running");
    case RunCondition::Interrupted: return tr("interrupted");
    case RunCondition::Paused: return tr("paused");
    case RunCondition::Stopped: return tr("stopped");
    case RunCondition::CostLimit: return run.plan.maxCost ? tr("stopped at %1", "an amount of money").arg(Formatter().money(*run.plan.maxCost)) : tr("stopped");
    case RunCondition::Finished: return tr("finished");
    }
    return {};
}

QString EvalText::status(RunCondition condition)
{
    switch (condition) {
    case RunCondition::Running: return QStringLiteral("busy");
    case RunCondition::Paused: return QStringLiteral("resting");
    case RunCondition::Finished: return QStringLiteral("ok");
    case RunCondition::Interrupted:
    case RunCondition::Stopped:
    case RunCondition::CostLimit: break;
    }
    return QStringLiteral("warn");
}

QString EvalText::conditionNote(const RunOverview& run)
{
    if (run.condition != RunCondition::Finished) return tr("%1 of %2 answers", nullptr, pluralOf(run.total)).arg(count(run.done), count(run.total));
    if (run.summary && run.summary->failed > 0) return tr("%1 row(s) failed", nullptr, pluralOf(run.summary->failed)).arg(count(run.summary->failed));
    return tr("%1 answer(s)", nullptr, pluralOf(run.done)).arg(count(run.done));
}

QString EvalText::cost(const std::vector<gateway::Money>& sums, bool isWhole)
{
    if (sums.empty()) return isWhole ? Formatter::none() : Formatter().unknown();
    return Formatter().cost(sums, isWhole);
}

QString EvalText::progress(const gateway::evaluation::RunProgress& progress)
{
    const Formatter format;
    QStringList parts{tr("%1 of %2 answers", nullptr, pluralOf(progress.total)).arg(count(progress.done), count(progress.total))};
    if (progress.failed > 0) parts += tr("%1 failed", "answers", pluralOf(progress.failed)).arg(count(progress.failed));
    parts += format.money(progress.spent);
    if (progress.left && progress.done < progress.total) parts += tr("about %1 left", "a duration").arg(format.sentenceDuration(*progress.left));
    return parts.join(QStringLiteral(" · "));
}

QString EvalText::number(double score) { return QLocale().toString(score, 'f', kScoreDecimals); }

QString EvalText::score(const std::optional<gateway::evaluation::statistics::ScoreEstimate>& score) { return score ? number(score->score) : Formatter::none(); }

QString EvalText::interval(const gateway::evaluation::statistics::Interval& interval) { return tr("%1 to %2", "two scores").arg(number(interval.low), number(interval.high)); }

QString EvalText::costPerThousand(const Target& target)
{
    if (!target.costPerThousandRows) return Formatter().unknown();
    return target.costPerThousandRows->pico == 0 ? tr("free") : Formatter().money(*target.costPerThousandRows);
}

QString EvalText::costPerAnswer(const Target& target)
{
    if (!target.costP50 || !target.costP95) return {};
    return tr("Per answer: p50 %1, p95 %2", "two amounts of money").arg(Formatter().money(*target.costP50), Formatter().money(*target.costP95));
}

QString EvalText::latency(const std::optional<gateway::Milliseconds>& time) { return time ? Formatter().latency(*time) : Formatter::none(); }

QString EvalText::verdict(const gateway::evaluation::statistics::Comparison& comparison)
{
    const auto& seen = comparison.seen;
    if (comparison.verdict == Verdict::Better) return tr("better by %1 (%2)", "a difference, its interval").arg(number(seen.difference), interval(seen.interval));
    if (comparison.verdict == Verdict::Worse)
        return tr("worse by %1 (%2)", "a difference, its interval").arg(number(-seen.difference), interval({-seen.interval.high, -seen.interval.low}));
    if (comparison.rowsNeeded) return tr("no difference shown (%1 rows needed)", nullptr, pluralOf(*comparison.rowsNeeded)).arg(count(*comparison.rowsNeeded));
    return tr("no difference shown");
}

QString EvalText::verdictStatus(const gateway::evaluation::statistics::Comparison& comparison)
{
    if (comparison.verdict == Verdict::Better) return QStringLiteral("ok");
    return comparison.verdict == Verdict::Worse ? QStringLiteral("warn") : QStringLiteral("idle");
}

QString EvalText::verdictWord(const gateway::evaluation::statistics::Comparison& comparison)
{
    if (comparison.verdict == Verdict::Better) return tr("better");
    return comparison.verdict == Verdict::Worse ? tr("worse") : tr("no difference shown");
}

QString EvalText::verdictNote(const gateway::evaluation::statistics::Comparison& comparison)
{
    const QString rows = tr("%1 row(s)", nullptr, pluralOf(comparison.seen.rows)).arg(count(comparison.seen.rows));
    return comparison.rowsNeeded ? tr("%1, %2 needed", "rows, a number").arg(rows, count(*comparison.rowsNeeded)) : rows;
}

QString EvalText::difference(double difference)
{
    constexpr double kNone = 0.005; // is shown as 0.00
    return withSign(std::abs(difference) < kNone ? 0 : difference, number(std::abs(difference)));
}

QString EvalText::differenceInterval(const gateway::evaluation::statistics::Interval& interval)
{
    return tr("%1 to %2", "two scores").arg(difference(interval.low), difference(interval.high));
}

QString EvalText::probability(double p)
{
    constexpr double kLeast = 0.001;
    constexpr int kDecimals = 3;
    return p < kLeast ? tr("< %1", "a probability").arg(QLocale().toString(kLeast, 'f', kDecimals)) : QLocale().toString(p, 'f', kDecimals);
}

QString EvalText::costDifference(double difference, gateway::Currency currency)
{
    constexpr double kRows = 1000;
    return withSign(difference, Formatter().money(std::abs(difference) * kRows, currency == gateway::Currency::Cny ? Currency::Cny : Currency::Usd));
}

QString EvalText::costInterval(const gateway::evaluation::statistics::Interval& interval, gateway::Currency currency)
{
    return tr("%1 to %2", "two amounts of money").arg(costDifference(interval.low, currency), costDifference(interval.high, currency));
}

QString EvalText::timeDifference(double difference) { return withSign(difference, Formatter().latency(gateway::Milliseconds{std::llround(std::abs(difference))})); }

QString EvalText::timeInterval(const gateway::evaluation::statistics::Interval& interval)
{
    return tr("%1 to %2", "two durations").arg(timeDifference(interval.low), timeDifference(interval.high));
}

QString EvalText::judged(const gateway::evaluation::JudgedPair& pair) { return tr("%1 : %2", "two numbers of rows").arg(count(pair.aWins), count(pair.bWins)); }

QString EvalText::judgedNote(const gateway::evaluation::JudgedPair& pair)
{
    const QString ties = tr("%1 tied", "a number of rows").arg(count(pair.ties));
    return pair.unscored == 0 ? ties : tr("%1, %2 without a verdict", "rows that are tied, a number of rows").arg(ties, count(pair.unscored));
}

QStringList EvalText::shortNames(const std::vector<std::string>& targets)
{
    QStringList whole;
    QStringList parts;
    for (const std::string& target : targets) {
        whole += QString::fromStdString(target);
        parts += whole.back().mid(whole.back().indexOf(QLatin1Char('/')) + 1);
    }
    return QSet<QString>(parts.begin(), parts.end()).size() == parts.size() ? parts : whole;
}

QString EvalText::obstacle(RunObstacle obstacle, const gateway::evaluation::Dataset& dataset)
{
    switch (obstacle) {
    case RunObstacle::BrokenRows:
        return tr("%1 row(s) of the dataset are invalid. Correct them, or leave them out.", nullptr, pluralOf(dataset.brokenRowCount())).arg(count(dataset.brokenRowCount()));
    case RunObstacle::NoRows: return tr("The dataset has no valid row.");
    case RunObstacle::NeedsJudge: return tr("Some answers can only be scored by a judge. Choose a model as the judge.");
    case RunObstacle::NeedsCommands: return tr("The dataset runs programs to check answers. Allow that if you trust it.");
    }
    return {};
}

QString EvalText::problem(const gateway::evaluation::RowProblem& problem)
{
    const QString message = words::SentenceWords::of(problem.message);
    if (problem.field.empty()) return tr("line %1: %2").arg(count(problem.line), message);
    return tr("line %1: \"%2\" %3", "a number, a field, what is wrong with it").arg(count(problem.line), QString::fromStdString(problem.field), message);
}

QString EvalText::unusedFields(const gateway::evaluation::Dataset& dataset)
{
    QStringList names;
    for (const auto& [name, rows] : dataset.unusedFields())
        names += QString::fromStdString(name);
    return tr("Fields of the rows that are not used and not sent: %1").arg(words::SentenceWords::listed(names));
}

QString EvalText::error(const gateway::Error& error)
{
    QString text = words::SentenceWords::of(error);
    if (!text.isEmpty()) text[0] = text[0].toUpper();
    return text;
}

QString EvalText::estimatedCost(const std::optional<gateway::Money>& low, const std::optional<gateway::Money>& high)
{
    const QString amount = estimate(low, high);
    return low && high && high->pico != 0 ? tr("about %1", "an amount of money").arg(amount) : amount;
}

QString EvalText::estimate(const std::optional<gateway::Money>& low, const std::optional<gateway::Money>& high)
{
    const Formatter format;
    if (!low || !high) return format.unknown();
    if (high->pico == 0) return tr("free");
    return format.money(gateway::Money{low->currency, (low->pico + high->pico) / 2});
}

QString EvalText::estimateNote(const gateway::evaluation::RunEstimate& estimate)
{
    const Formatter format;
    QStringList parts;
    if (estimate.low && estimate.high && estimate.low->pico != estimate.high->pico)
        parts += tr("%1 to %2", "two amounts of money").arg(format.money(*estimate.low), format.money(*estimate.high));
    if (!estimate.unpriced.empty()) parts += tr("plus %1 unpriced model(s)", nullptr, pluralOf(estimate.unpriced.size())).arg(count(estimate.unpriced.size()));
    return parts.join(QStringLiteral(", "));
}

QString EvalText::estimatedTime(gateway::Milliseconds time) { return tr("about %1", "a duration").arg(Formatter().sentenceDuration(time)); }

QString EvalText::rubric(const gateway::evaluation::ShippedRubric& rubric)
{
    const QString title = QString::fromStdString(rubric.title(QLocale().language() == QLocale::Chinese ? "zh" : "en"));
    return rubric.language == "zh" ? tr("%1, Chinese", "a rubric").arg(title) : tr("%1, English", "a rubric").arg(title);
}

QString EvalText::spoken(const QString& first, const QString& second)
{
    return first.isEmpty() || second.isEmpty() ? first + second : first + QStringLiteral(", ") + second;
}

QString EvalText::assertion(const std::string& type)
{
    static constexpr std::array<std::pair<const char*, const char*>, 15> kNames{{
        {"equals", QT_TR_NOOP("equals")},
        {"contains", QT_TR_NOOP("contains")},
        {"not_contains", QT_TR_NOOP("does not contain")},
        {"regex", QT_TR_NOOP("matches the expression")},
        {"number", QT_TR_NOOP("number")},
        {"json_schema", QT_TR_NOOP("fits the JSON schema")},
        {"json_path", QT_TR_NOOP("value in the JSON")},
        {"rouge_l", QT_TR_NOOP("similar words (ROUGE-L)")},
        {"similarity", QT_TR_NOOP("similar meaning")},
        {"judge", QT_TR_NOOP("judge")},
        {"command", QT_TR_NOOP("checked by a program")},
        {"latency_ms", QT_TR_NOOP("time")},
        {"first_token_ms", QT_TR_NOOP("time to first token")},
        {"cost", QT_TR_NOOP("cost")},
        {"max_tokens", QT_TR_NOOP("length")},
    }};
    for (const auto& [name, words] : kNames)
        if (type == name) return tr(words);
    return QString::fromStdString(type);
}

} // namespace ui::models
