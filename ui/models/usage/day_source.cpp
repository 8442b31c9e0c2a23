#include "day_source.h"

#include "series_colours.h"

#include "gateway/core/money_sums.h"
#include "gateway/usage/ledger/usage_lookup.h"
#include "gateway/usage/search/first_uses.h"

#include <algorithm>
#include <chrono>

namespace ui::models {

using gateway::Money;
using gateway::Result;
using gateway::WallTime;
using gateway::usage::AskThread;
using gateway::usage::LatencyShares;
using gateway::usage::readSeries;
using gateway::usage::SeriesQuery;
using gateway::usage::TimeStep;
using gateway::usage::UsageBy;
using gateway::usage::UsageSeries;

namespace {

constexpr std::chrono::hours kDay{24};
constexpr double kMillion = 1e6;

UsageSums wholeOf(const UsageSeries::Line& line)
{
    const auto shares = [](const LatencyShares& told) { return told.count == 0 ? Shares{} : Shares{told.count, told.median, told.p95, told.p99}; };
    return {line.whole.totals, shares(line.whole.firstToken), shares(line.whole.duration)};
}

/// `providers`: from the last result.
Result<DayAnswer> readDay(const QString& file, WallTime midnight, WallTime now, std::vector<std::string> providers)
{
    SeriesQuery query;
    query.from = midnight;
    query.to = now;
    query.step = TimeStep::Whole;
    query.by = {UsageBy::Model, UsageBy::Provider};
    query.withLatency = false;
    const auto models = readSeries(file, query);
    if (!models) return gateway::failure(models.error());
    DayAnswer answer;
    for (const UsageSeries::Line& line : models->lines) answer.models.push_back({line.names[0], line.names[1], {}, wholeOf(line)});
    answer.providers = std::move(providers);
    const auto isNew = [&](const UsageLine& line) { return line.whole.tokens() > 0 && std::ranges::find(answer.providers, line.beside) == answer.providers.end(); };
    if (std::ranges::any_of(answer.models, isNew)) {
        auto firsts = gateway::usage::readFirstUses(file, UsageBy::Provider, now, SeriesColours::kOther);
        if (!firsts) return gateway::failure(firsts.error());
        answer.providers = std::move(*firsts);
    }
    query.from = now - kDay;
    query.by = {UsageBy::Consumer, UsageBy::Client};
    auto clients = readSeries(file, query);
    if (!clients) return gateway::failure(clients.error());
    const auto tokens = [](const UsageSeries::Line& line) { return wholeOf(line).tokens(); };
    std::ranges::stable_sort(clients->lines, std::ranges::greater(), tokens);
    for (const UsageSeries::Line& line : clients->lines) {
        Caller caller(line.names[0], line.names[1]);
        const auto match = ClientName::match(caller);
        const auto isKnown = [&match](const Caller& other) { return ClientName::match(other) == match; };
        if (!caller.isOurselves() && !match.value.empty() && std::ranges::none_of(answer.clients, isKnown)) answer.clients.push_back(std::move(caller));
    }
    return answer;
}

Result<ProviderDay> readProvider(const QString& file, const std::string& id, WallTime now)
{
    ProviderDay day;
    const auto since = std::chrono::floor<std::chrono::minutes>(now.time_since_epoch());
    const auto last = since - since % ProviderDay::kPart;
    day.begin = WallTime{last + ProviderDay::kPart - kDay};
    day.parts.resize(ProviderDay::kParts);
    SeriesQuery query;
    query.from = day.begin;
    query.to = WallTime{last + ProviderDay::kPart};
    query.step = TimeStep::Minute;
    query.filters = {{UsageBy::Provider, {id}}};
    const auto series = readSeries(file, query);
    if (!series) return gateway::failure(series.error());
    if (series->lines.empty()) return day;
    for (const UsageSeries::Point& point : series->lines.front().points) {
        const auto place = std::clamp<std::int64_t>((point.begin - day.begin) / ProviderDay::kPart, 0, static_cast<std::int64_t>(ProviderDay::kParts) - 1);
        ProviderDay::Part& part = day.parts[static_cast<std::size_t>(place)];
        part.requests += point.sums.totals.attempts;
        part.failed += point.sums.totals.failedAttempts;
    }
    day.whole = wholeOf(series->lines.front());
    return day;
}

} // namespace

std::vector<ProviderCost> costsByProvider(const std::vector<UsageLine>& models, gateway::Currency currency)
{
    std::vector<ProviderCost> costs;
    for (const UsageLine& line : models) {
        const std::int64_t pico = currency == gateway::Currency::Cny ? line.whole.totals.costCny_pico : line.whole.totals.costUsd_pico;
        const bool isWhole = line.whole.totals.unpriced == 0;
        if (pico <= 0 && isWhole) continue;
        const auto known = std::ranges::find(costs, line.beside, &ProviderCost::provider);
        ProviderCost& cost = known == costs.end() ? costs.emplace_back(ProviderCost{line.beside}) : *known;
        cost.pico += pico;
        cost.isWhole = cost.isWhole && isWhole;
    }
    std::erase_if(costs, [](const ProviderCost& cost) { return cost.pico <= 0; });
    std::ranges::stable_sort(costs, std::ranges::greater(), &ProviderCost::pico);
    return costs;
}

std::vector<Money> savedByCaches(const std::vector<UsageLine>& models, const PriceOf& priceOf)
{
    std::vector<Money> saved;
    for (const UsageLine& line : models) {
        const std::int64_t cached = line.whole.totals.cachedInputTokens;
        const auto price = cached > 0 ? priceOf(line.beside, line.name) : std::nullopt;
        if (!price || !price->terms.input || !price->terms.cachedInput) continue;
        const double units = static_cast<double>(cached) / kMillion * (*price->terms.input - *price->terms.cachedInput);
        const Money amount = gateway::moneyFrom(units, price->terms.currency);
        if (amount.pico > 0) gateway::addTo(saved, amount);
    }
    return saved;
}

DaySource::DaySource(const QString& file, QObject* parent) : QObject(parent), m_file(file), m_thread(QStringLiteral("day")) { }

void DaySource::askDay(WallTime midnight, WallTime now, QObject* context, std::function<void(Result<DayAnswer>)> done)
{
    const auto keep = [this, done = std::move(done)](Result<DayAnswer> answer) {
        if (answer) m_providers = answer->providers;
        done(std::move(answer));
    };
    m_thread.ask<DayAnswer>([file = m_file, midnight, now, providers = m_providers](const AskThread::Stop&) { return readDay(file, midnight, now, providers); }, context, keep);
}

void DaySource::askProvider(const std::string& id, WallTime now, QObject* context, std::function<void(Result<ProviderDay>)> done)
{
    m_thread.ask<ProviderDay>([file = m_file, id, now](const AskThread::Stop&) { return readProvider(file, id, now); }, context, std::move(done));
}

} // namespace ui::models
