#include "usage_source.h"

#include "series_colours.h"

#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/record.h"
#include "gateway/usage/search/first_uses.h"

#include <algorithm>
#include <chrono>
#include <optional>

namespace ui::models {

using gateway::Result;
using gateway::usage::AskThread;
using gateway::usage::kOutcomeNames;
using gateway::usage::LatencyShares;
using gateway::usage::Outcome;
using gateway::usage::readSeries;
using gateway::usage::RequestField;
using gateway::usage::SeriesQuery;
using gateway::usage::TimeStep;
using gateway::usage::UsageBy;
using gateway::usage::UsageSeries;

namespace {

/// The grouping of the sums; empty: there are no sums by id.
std::optional<UsageBy> usageBy(RequestField field)
{
    switch (field) {
    case RequestField::Provider: return UsageBy::Provider;
    case RequestField::Model: return UsageBy::Model;
    case RequestField::Key: return UsageBy::Key;
    case RequestField::Asked: return UsageBy::AskedModel;
    case RequestField::Consumer: return UsageBy::Consumer;
    case RequestField::Program: return UsageBy::Program;
    case RequestField::Client: return UsageBy::Client;
    case RequestField::Route: return UsageBy::Route;
    case RequestField::Api: return UsageBy::Api;
    case RequestField::Session: return UsageBy::Session;
    case RequestField::Agent: return UsageBy::Agent;
    case RequestField::Trace: return UsageBy::Trace;
    case RequestField::Error:
    case RequestField::Limit:
    case RequestField::EvalRun:
    case RequestField::ShadowOf:
    case RequestField::Id: break;
    }
    return std::nullopt;
}

Shares sharesOf(const LatencyShares& shares)
{
    if (shares.count == 0) return {};
    return {shares.count, shares.median, shares.p95, shares.p99};
}

UsageSums sumsOf(const gateway::usage::UsageSums& sums) { return {sums.totals, sharesOf(sums.firstToken), sharesOf(sums.duration)}; }

UsageLine lineOf(const UsageSeries::Line& line, const std::vector<gateway::WallTime>& edges)
{
    UsageLine made;
    if (!line.names.empty()) made.name = line.names.front();
    if (line.names.size() > 1) made.beside = line.names[1];
    made.points.resize(edges.size() - 1);
    for (const UsageSeries::Point& point : line.points) {
        const auto next = std::ranges::upper_bound(edges, point.begin);
        const auto part = std::clamp<std::ptrdiff_t>(next - edges.begin() - 1, 0, static_cast<std::ptrdiff_t>(made.points.size()) - 1);
        made.points[static_cast<std::size_t>(part)] = sumsOf(point.sums);
    }
    made.whole = sumsOf(line.whole);
    return made;
}

/// The parts of a query are local hours, days or months, or a single one.
TimeStep stepOf(const std::vector<gateway::WallTime>& edges)
{
    if (edges.size() <= 2) return TimeStep::Whole;
    const auto first = edges[1] - edges[0];
    if (first <= std::chrono::hours{1}) return TimeStep::Hour;
    return first <= std::chrono::hours{25} ? TimeStep::Day : TimeStep::Month;
}

/// For each line, the number of rejected requests.
Result<void> countRefused(const QString& file, SeriesQuery query, UsageAnswer& answer)
{
    query.step = TimeStep::Whole;
    query.filters.push_back({UsageBy::Outcome, {std::string(kOutcomeNames[static_cast<std::size_t>(Outcome::ClientError)])}});
    const auto refused = readSeries(file, query);
    if (!refused) return gateway::failure(refused.error());
    for (const UsageSeries::Line& counted : refused->lines) {
        const UsageLine named = lineOf(counted, {query.from, query.to});
        const std::int64_t count = counted.whole.totals.exchanges;
        answer.all.whole.refused += count;
        const auto isIts = [&](const UsageLine& line) { return line.name == named.name && line.beside == named.beside; };
        if (const auto line = std::ranges::find_if(answer.lines, isIts); line != answer.lines.end()) line->whole.refused = count;
    }
    return {};
}

Result<UsageAnswer> read(const QString& file, const UsageQuestion& question, const AskThread::Stop& stop)
{
    UsageAnswer answer;
    if (question.edges.size() < 2) return answer;
    answer.all.points.resize(question.edges.size() - 1);
    SeriesQuery query;
    query.from = question.edges.front();
    query.to = question.edges.back();
    query.step = stepOf(question.edges);
    for (const auto& match : question.filters) {
        if (const auto by = usageBy(match.field)) query.filters.push_back({*by, {match.value}});
    }
    const auto all = readSeries(file, query);
    if (!all) return gateway::failure(all.error());
    answer.covered = all->covered;
    if (!all->lines.empty()) answer.all = lineOf(all->lines.front(), question.edges);
    if (stop.isAsked()) return answer;
    query.by = {*usageBy(fieldOf(question.group))};
    if (question.group == UsageGroup::Model || question.group == UsageGroup::Kind) query.by.push_back(UsageBy::Provider);
    const auto lines = readSeries(file, query);
    if (!lines) return gateway::failure(lines.error());
    for (const UsageSeries::Line& line : lines->lines) answer.lines.push_back(lineOf(line, question.edges));
    if (const auto counted = countRefused(file, query, answer); !counted) return gateway::failure(counted.error());
    std::ranges::stable_sort(answer.lines, std::ranges::greater(), [](const UsageLine& line) { return line.whole.tokens(); });
    return answer;
}

} // namespace

UsageSource::UsageSource(const QString& file, QObject* parent) : QObject(parent), m_file(file), m_thread(QStringLiteral("usage")) { }

void UsageSource::ask(const UsageQuestion& question, QObject* context, Done done)
{
    m_thread.ask<UsageAnswer>([file = m_file, question](const AskThread::Stop& stop) { return read(file, question, stop); }, context, std::move(done));
}

void UsageSource::askFirstUses(UsageGroup group, gateway::WallTime until, QObject* context, std::function<void(Result<std::vector<std::string>>)> done)
{
    m_thread.ask<std::vector<std::string>>(
        [file = m_file, by = *usageBy(fieldOf(group)), until](const AskThread::Stop& stop) { return gateway::usage::readFirstUses(file, by, until, SeriesColours::kOther, stop); },
        context, std::move(done));
}

} // namespace ui::models
