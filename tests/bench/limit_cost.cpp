#include "limit_cost.h"

#include "gateway/core/clock.h"
#include "gateway/loop/task.h"
#include "gateway/loop/timer_wheel.h"
#include "gateway/policy/chain_run.h"
#include "gateway/policy/limits/limit_book.h"

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace bench {

using namespace gateway;
using policy::Stage;

namespace {

constexpr int kLimits = 20;
constexpr int kSessions = 500;
constexpr int kLimitRounds = 50;
constexpr int kRequests = 500; // in a round

config::Settings limitedSettings()
{
    using config::LimitBy;
    std::vector<config::LimitSettings> limits;
    for (int i = 0; i < kLimits; ++i) {
        config::LimitSettings limit;
        limit.name = "limit-" + std::to_string(i);
        limit.per = config::LimitWindow{static_cast<CalendarUnit>(1 + i % 5)};
        limit.calendar = i % 2 == 0;
        if (i % 4 == 0)
            limit.requests = 1'000'000'000;
        else if (i % 4 == 1)
            limit.cost = 1e6;
        else
            limit.tokens = 1'000'000'000'000;
        if (i % 3 == 0)
            limit.by = {LimitBy::Consumer};
        else if (i % 3 == 1)
            limit.by = {LimitBy::Session};
        else
            limit.by = {LimitBy::Model};
        limits.push_back(std::move(limit));
    }
    config::Settings settings;
    settings.policies.limits.emplace(std::move(limits));
    return settings;
}

class LimitStage final : public Scope {
public:
    explicit LimitStage(Task<Result<void>> stage)
        : m_task(keep(std::move(stage)))
    {
        m_task.start(*this);
    }
    bool isPassed() const { return m_isPassed; }

private:
    Task<> keep(Task<Result<void>> stage)
    {
        const auto passed = co_await std::move(stage);
        m_isPassed = passed.has_value();
    }
    bool finished() const override { return m_task.done(); }
    void ended() override {}

    bool m_isPassed = false;
    Task<> m_task;
};

class KnownDemand final : public policy::DemandSource {
public:
    KnownDemand()
    {
        usage::Price price;
        price.terms.input = 1.0;
        price.terms.output = 4.0;
        m_demand.input = 1000;
        m_demand.output = 500;
        m_demand.price = std::make_shared<const usage::Price>(price);
    }
    const policy::TargetDemand& demand() override { return m_demand; }

private:
    policy::TargetDemand m_demand;
};

struct LimitBench {
    LimitBench()
    {
        book.use(policy::limitRules(settings), 7);
        provider.id = "provider";
        usage::Charge charge;
        charge.provider = "provider";
        charge.model = "model";
        charge.tokens.origin = protocol::UsageOrigin::Reported;
        charge.tokens.input = Tokens{900};
        charge.tokens.output = Tokens{120};
        charge.cost = Money{Currency::Usd, 1'000'000};
        usage::AttemptRecord attempt;
        attempt.provider = "provider";
        attempt.model = "model";
        for (int i = 0; i < kSessions; ++i) {
            usage::ExchangeRecord& record = records.emplace_back();
            record.consumer = "consumer-" + std::to_string(i % 10);
            record.session = "session-" + std::to_string(i);
            record.attempts = {attempt};
            record.provider = "provider";
            record.model = "model";
            record.charge({charge});
        }
    }

    /// From the caller to the record.
    bool request(usage::ExchangeRecord& record)
    {
        record.startedAt = clock.wallNow();
        const auto begin = std::chrono::steady_clock::now();
        policy::ChainRun run;
        policy::ExchangeLimits limits;
        policy::Request request;
        request.head = &head;
        request.caller.name = record.consumer;
        request.startedAt = record.startedAt;
        request.record = &record;
        request.session = record.session;
        request.limitBook = &book;
        request.limits = &limits;
        run.use(chains.of(std::nullopt, nullptr));
        bool isPassed = LimitStage(run.pass(Stage::CallerKnown, request)).isPassed();
        isPassed = isPassed && LimitStage(run.pass(Stage::BodyUnderstood, request)).isPassed();
        isPassed = isPassed && run.beforeAttempt(request, {&provider, "model", "key", &demand}).has_value();
        admission += std::chrono::steady_clock::now() - begin;
        limits.attemptBegan(0);
        limits.exchangeEnded();
        limits.settle(record, 7, &book);
        return isPassed;
    }

    config::Settings settings = limitedSettings();
    config::ProviderSettings provider;
    policy::PolicyChains chains{settings};
    SystemClock clock;
    TimerWheel wheel;
    policy::LimitBook book{clock, wheel};
    http::RequestHead head;
    KnownDemand demand;
    std::vector<usage::ExchangeRecord> records;
    std::chrono::steady_clock::duration admission{}; ///< of all requests
};

/// Of each request, in nanoseconds.
double shareOf(std::chrono::steady_clock::duration time) { return std::chrono::duration<double, std::nano>(time).count() / kRequests; }

double middleOf(std::vector<double> rounds)
{
    const auto middle = rounds.begin() + static_cast<std::ptrdiff_t>(rounds.size() / 2);
    std::ranges::nth_element(rounds, middle);
    return *middle;
}

} // namespace

LimitCost limitCost()
{
    LimitBench limited;
    std::vector<double> admissions;
    std::vector<double> wholes;
    for (int round = 0; round < kLimitRounds; ++round) {
        limited.admission = {};
        const auto begin = std::chrono::steady_clock::now();
        for (int i = 0; i < kRequests; ++i)
            if (!limited.request(limited.records[static_cast<std::size_t>(i % kSessions)]))
                return {};
        wholes.push_back(shareOf(std::chrono::steady_clock::now() - begin));
        admissions.push_back(shareOf(limited.admission));
    }
    return {middleOf(std::move(admissions)), middleOf(std::move(wholes))};
}

} // namespace bench
