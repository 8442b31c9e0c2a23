#include "usage_plots.h"

#include "gateway/usage/budgets/budget_state.h"
#include "ui/models/budgets/budget_text.h"
#include "ui/models/formatter.h"

#include <algorithm>
#include <cmath>

namespace ui::pages {

using charts::PlotData;
using charts::PlotSeries;
using models::Formatter;
using models::SeriesColours;
using models::UsageLine;
using models::UsageSums;

namespace {

constexpr double kPico = 1e12;
constexpr double kLeastTokens = 100;
constexpr double kLeastMoney = 0.01;
constexpr double kLeastMs = 10;
constexpr double kMsPerSecond = 1000;

QString dollars() { return UsagePlots::tr("$", "US dollars"); }

double money(std::int64_t pico) { return static_cast<double>(pico) / kPico; }

gateway::Milliseconds msOf(double value) { return gateway::Milliseconds{std::llround(value)}; }

/// For a scale: in seconds if they are whole.
QString axisTime(double ms)
{
    if (ms >= kMsPerSecond && std::fmod(ms, kMsPerSecond) == 0) return Formatter().sentenceDuration(msOf(ms));
    return ms == 0 ? QStringLiteral("0") : Formatter().duration(msOf(ms));
}

/// Empty if it may be any amount: what has no price is no amount of zero.
std::optional<double> knownAmount(double amount, const gateway::usage::Totals& totals)
{
    return totals.unpriced > 0 && amount == 0 ? std::nullopt : std::optional(amount);
}

/// Costs from the first part on; unknown while they may be any amount.
class Cumulated {
public:
    std::optional<double> with(double amount, const gateway::usage::Totals& totals)
    {
        m_sum += amount;
        m_isIncomplete = m_isIncomplete || totals.unpriced > 0;
        return m_isIncomplete && m_sum == 0 ? std::nullopt : std::optional(m_sum);
    }

private:
    double m_sum = 0;
    bool m_isIncomplete = false;
};

} // namespace

UsagePlots::UsagePlots(const models::UsageAnswer& answer, const models::UsageSpan& span, gateway::WallTime now) : m_answer(answer), m_span(span), m_now(now) { }

bool UsagePlots::hasCome(std::size_t part) const { return m_span.edges()[part] <= m_now; }

PlotData UsagePlots::frame(PlotData::Kind kind) const
{
    PlotData data;
    data.kind = kind;
    for (int part = 0; part < m_span.count(); ++part) {
        data.parts.push_back(m_span.name(part));
        data.begins.push_back(Formatter::local(m_span.edges()[static_cast<std::size_t>(part)]).toString(Qt::ISODate));
    }
    data.labels = m_span.labels();
    data.empty = tr("No data in this period");
    return data;
}

std::vector<std::optional<double>> UsagePlots::values(const std::vector<UsageSums>& points, const Value& value) const
{
    std::vector<std::optional<double>> values;
    for (std::size_t part = 0; part < static_cast<std::size_t>(m_span.count()); ++part)
        values.push_back(part < points.size() && hasCome(part) ? value(points[part]) : std::nullopt);
    return values;
}

std::vector<std::vector<std::size_t>> UsagePlots::linesOf(const SeriesColours& colours) const
{
    std::vector<std::vector<std::size_t>> of(SeriesColours::kOther + 1);
    for (std::size_t i = 0; i < m_answer.lines.size(); ++i) {
        const UsageLine& line = m_answer.lines[i];
        if (line.whole.tokens() > 0) of[static_cast<std::size_t>(colours.of(line.name))].push_back(i);
    }
    std::erase_if(of, [](const auto& lines) { return lines.empty(); });
    return of;
}

PlotData UsagePlots::tokens(const SeriesColours& colours, const NameOf& nameOf) const
{
    PlotData data = frame(PlotData::Kind::StackedBars);
    data.axis = [](double value) { return Formatter().axisTokens(std::llround(value)); };
    data.exact = [](double value) { return Formatter().exact(std::llround(value)); };
    data.estimate = [](double value) { return tr("%1 estimated", "tokens").arg(Formatter().exact(std::llround(value))); };
    data.leastTop = kLeastTokens;
    data.isNamed = true;
    for (const auto& lines : linesOf(colours)) {
        const UsageLine& first = m_answer.lines[lines.front()];
        const int colour = colours.of(first.name);
        PlotSeries series;
        series.name = colour == SeriesColours::kOther ? tr("Other") : nameOf(first);
        series.ink = look::Series{colour};
        series.values = values(m_answer.all.points, [](const UsageSums&) { return std::optional(0.0); });
        series.estimated.assign(series.values.size(), 0);
        for (const std::size_t line : lines) {
            const auto more = values(m_answer.lines[line].points, [](const UsageSums& sums) { return std::optional(static_cast<double>(sums.tokens())); });
            for (std::size_t part = 0; part < more.size(); ++part) {
                if (!series.values[part] || !more[part]) continue;
                *series.values[part] += *more[part];
                const gateway::usage::Totals& totals = m_answer.lines[line].points[part].totals;
                series.estimated[part] += static_cast<double>(totals.estimatedInputTokens + totals.estimatedOutputTokens);
            }
        }
        data.series.push_back(std::move(series));
    }
    return data;
}

PlotData UsagePlots::tokensByKind() const
{
    PlotData data = frame(PlotData::Kind::StackedBars);
    data.axis = [](double value) { return Formatter().axisTokens(std::llround(value)); };
    data.exact = [](double value) { return Formatter().exact(std::llround(value)); };
    data.estimate = [](double value) { return tr("%1 estimated", "tokens").arg(Formatter().exact(std::llround(value))); };
    data.leastTop = kLeastTokens;
    using gateway::usage::Totals;
    const std::tuple<QString, look::TokenKind, std::int64_t Totals::*> kinds[] = {{tr("Uncached input"), look::TokenKind::FreshInput, &Totals::inputTokens},
        {tr("Cached input"), look::TokenKind::CachedInput, &Totals::cachedInputTokens}, {tr("Cache write"), look::TokenKind::CacheWrite, &Totals::cacheWriteTokens},
        {tr("Output"), look::TokenKind::Output, &Totals::outputTokens}, {tr("Reasoning"), look::TokenKind::Reasoning, &Totals::reasoningTokens}};
    // Estimates are known only for input and output: they are assigned to uncached input and to output without
    // reasoning, as far as possible.
    std::vector<double> leftInput;
    std::vector<double> leftOutput;
    for (const UsageSums& sums : m_answer.all.points) {
        leftInput.push_back(static_cast<double>(sums.totals.estimatedInputTokens));
        leftOutput.push_back(static_cast<double>(sums.totals.estimatedOutputTokens));
    }
    for (const auto& [name, kind, member] : kinds) {
        const auto which = member;
        PlotSeries series{name, kind, Qt::SolidLine, values(m_answer.all.points, [which](const UsageSums& sums) { return std::optional(static_cast<double>(sums.totals.*which)); })};
        const bool isOutput = kind == look::TokenKind::Output || kind == look::TokenKind::Reasoning;
        std::vector<double>& left = isOutput ? leftOutput : leftInput;
        for (std::size_t part = 0; part < left.size(); ++part) {
            series.estimated.push_back(std::min(left[part], part < series.values.size() ? series.values[part].value_or(0) : 0));
            left[part] -= series.estimated.back();
        }
        data.series.push_back(std::move(series));
    }
    return data;
}

/// The parts from which cumulated costs are incomplete.
std::vector<bool> UsagePlots::unpricedSince() const
{
    std::vector<bool> since;
    for (const UsageSums& sums : m_answer.all.points) since.push_back((!since.empty() && since.back()) || sums.totals.unpriced > 0);
    return since;
}

PlotData UsagePlots::cost() const
{
    PlotData data = frame(PlotData::Kind::Lines);
    data.leastTop = kLeastMoney;
    using gateway::usage::Totals;
    const Totals& whole = m_answer.all.whole.totals;
    const auto add = [&](const QString& name, const look::Ink& ink, Qt::PenStyle line, std::int64_t Totals::* which) {
        Cumulated sum;
        data.series.push_back({name, ink, line, values(m_answer.all.points, [&](const UsageSums& sums) { return sum.with(money(sums.totals.*which), sums.totals); }), {}, unpricedSince()});
    };
    const bool isBoth = whole.costCny_pico > 0 && whole.costUsd_pico > 0;
    if (whole.costCny_pico > 0) add(QStringLiteral("¥"), look::Color::AccentText, Qt::SolidLine, &Totals::costCny_pico);
    if (whole.costUsd_pico > 0) add(dollars(), isBoth ? look::Color::TextSecondary : look::Color::AccentText, isBoth ? Qt::DashLine : Qt::SolidLine, &Totals::costUsd_pico);
    if (data.series.empty() && whole.exchanges > 0 && whole.unpriced == 0) add(dollars(), look::Color::AccentText, Qt::SolidLine, &Totals::costUsd_pico); // known to be zero
    const auto currency = whole.costCny_pico > 0 ? models::Currency::Cny : models::Currency::Usd;
    // Two currencies share a scale of plain numbers: nothing is converted.
    const auto text = [isBoth, currency](double value) {
        const QString amount = Formatter().money(value, currency);
        return isBoth ? amount.mid(1) : amount;
    };
    data.axis = [isBoth, currency](double value) {
        const QString amount = Formatter().exactMoney(value, currency);
        return value == 0 ? QStringLiteral("0") : isBoth ? amount.mid(1) : amount;
    };
    data.exact = text;
    return data;
}

/// Each part separately; the hatched share is that of estimated tokens in each line.
PlotSeries UsagePlots::parts(const QString& name, int colour, const Amount& amount) const
{
    PlotSeries series{name, look::Series{colour}, Qt::SolidLine, values(m_answer.all.points, [&](const UsageSums& sums) { return knownAmount(amount(sums.totals), sums.totals); })};
    for (const UsageSums& sums : m_answer.all.points) series.atLeast.push_back(sums.totals.unpriced > 0);
    series.estimated.assign(series.values.size(), 0);
    for (const UsageLine& line : m_answer.lines) {
        const auto guessed = values(line.points, [&](const UsageSums& sums) { return std::optional(amount(sums.totals) * gateway::usage::estimatedShare(sums.totals)); });
        for (std::size_t part = 0; part < guessed.size(); ++part) series.estimated[part] += guessed[part].value_or(0);
    }
    return series;
}

PlotData UsagePlots::cost(const models::BudgetLine& line, const gateway::config::ExchangeRate& rate) const
{
    using gateway::usage::Totals;
    const bool isCny = line.budget.currency == gateway::Currency::Cny;
    const auto own = [isCny](const Totals& totals) { return money(isCny ? totals.costCny_pico : totals.costUsd_pico); };
    const auto other = [isCny, &rate](const Totals& totals) {
        const double amount = money(isCny ? totals.costUsd_pico : totals.costCny_pico);
        return amount == 0 ? 0 : isCny ? amount * rate.usdCny : amount / rate.usdCny;
    };
    const bool hasOther = other(m_answer.all.whole.totals) > 0;
    const QString sign = isCny ? QStringLiteral("¥") : dollars();
    PlotData data = frame(line.isOfParts ? PlotData::Kind::StackedBars : PlotData::Kind::Lines);
    data.limit = line.budget.amount;
    data.limitName = models::BudgetText::limit(line.budget);
    data.leastTop = kLeastMoney;
    if (line.isOfParts) {
        data.series.push_back(parts(sign, 0, own));
        if (hasOther) data.series.push_back(parts(tr("%1 as %2", "a currency, converted into another one").arg(isCny ? dollars() : QStringLiteral("¥"), sign), 1, other));
    } else {
        Cumulated sum;
        data.series.push_back({hasOther ? tr("all as %1", "a currency into which the other one is converted").arg(sign) : sign, look::Color::AccentText, Qt::SolidLine,
            values(m_answer.all.points, [&](const UsageSums& sums) { return sum.with(own(sums.totals) + other(sums.totals), sums.totals); }), {}, unpricedSince()});
    }
    const auto currency = isCny ? models::Currency::Cny : models::Currency::Usd;
    const auto text = [currency](double value) { return Formatter().money(value, currency); };
    data.axis = [currency](double value) { return value == 0 ? QStringLiteral("0") : Formatter().exactMoney(value, currency); };
    data.exact = text;
    data.estimate = [text](double value) { return tr("about %1 from estimated tokens", "amount").arg(text(value)); };
    return data;
}

PlotData UsagePlots::times(models::Shares UsageSums::* which) const
{
    PlotData data = frame(PlotData::Kind::Lines);
    data.leastTop = kLeastMs;
    data.axis = axisTime;
    data.exact = [](double value) { return Formatter().latency(msOf(value)); };
    using models::Shares;
    const std::tuple<const char*, look::Color, Qt::PenStyle, gateway::Milliseconds Shares::*> shares[] = {{"p50", look::Color::AccentText, Qt::SolidLine, &Shares::p50},
        {"p95", look::Color::TextSecondary, Qt::DashLine, &Shares::p95}, {"p99", look::Color::Control, Qt::DotLine, &Shares::p99}};
    for (const auto& [name, ink, line, member] : shares) {
        const auto share = member;
        data.series.push_back({QString::fromLatin1(name), ink, line, values(m_answer.all.points, [which, share](const UsageSums& sums) {
                                   const gateway::Milliseconds time = (sums.*which).*share;
                                   return (sums.*which).count > 0 ? std::optional(static_cast<double>(time.count())) : std::nullopt;
                               })});
    }
    return data;
}

PlotData UsagePlots::firstToken() const { return times(&UsageSums::firstToken); }
PlotData UsagePlots::duration() const { return times(&UsageSums::duration); }

PlotData UsagePlots::cacheShare() const
{
    PlotData data = frame(PlotData::Kind::Lines);
    data.top = 1;
    data.axis = [](double value) { return Formatter().share(value); };
    data.exact = [](double value) { return Formatter().share(value, 1); };
    data.series.push_back({tr("From cache"), look::TokenKind::CachedInput, Qt::SolidLine, values(m_answer.all.points, [](const UsageSums& sums) { return sums.cacheShare(); })});
    return data;
}

PlotData UsagePlots::troubles() const
{
    PlotData data = frame(PlotData::Kind::Lines);
    data.leastTop = 0.01;
    data.axis = [](double value) { return Formatter().exactShare(value); };
    data.exact = [](double value) { return Formatter().share(value, 1); };
    data.series.push_back({tr("Failed"), look::Color::Error, Qt::SolidLine, values(m_answer.all.points, [](const UsageSums& sums) { return sums.failedShare(); })});
    data.series.push_back({tr("Fallbacks"), look::Color::Warn, Qt::DashLine, values(m_answer.all.points, [](const UsageSums& sums) { return sums.fallbackShare(); })});
    return data;
}

} // namespace ui::pages
