#include "sample_day.h"

#include <array>
#include <memory>

using namespace std::chrono_literals;

namespace {

struct RouteRow {
    const char* model;
    gateway::config::TextMatch::Kind kind;
    const char* first;
    const char* second;
};

constexpr std::array kRoutes{
    RouteRow{"gpt-4o", gateway::config::TextMatch::Kind::Exact, "deepseek", "qwen"},
    RouteRow{"claude-sonnet", gateway::config::TextMatch::Kind::Exact, "openrouter", "qwen"},
    RouteRow{"deepseek-", gateway::config::TextMatch::Kind::Prefix, "deepseek", "qwen"},
    RouteRow{"fast", gateway::config::TextMatch::Kind::Exact, "ollama", "qwen"},
    RouteRow{"embed", gateway::config::TextMatch::Kind::Exact, "qwen", "ollama"},
};

gateway::config::RouteSettings route(const RouteRow& row)
{
    gateway::config::RouteSettings made;
    made.id = row.model;
    made.match.models = {{row.kind, row.model}};
    gateway::config::TargetSettings first;
    first.provider = row.first;
    first.priority = 1;
    gateway::config::TargetSettings second;
    second.provider = row.second;
    made.targets = {first, second};
    return made;
}

} // namespace

template <class Gateway> ManualClock SampleDayOf<Gateway>::afternoon()
{
    // In local time: "today" must not end during a test.
    ManualClock clock;
    const QDateTime when(QDate(2026, 11, 20), QTime(14, 2, 31));
    clock.setWall(gateway::WallTime{std::chrono::milliseconds(when.toMSecsSinceEpoch())});
    return clock;
}

template <class Gateway> SampleDayOf<Gateway>::SampleDayOf()
{
    configure();
    model.attach(gateway);
    addEvents();
    fillMinute();
}

template <class Gateway> void SampleDayOf<Gateway>::configure()
{
    gateway.m_settings.routes.clear();
    for (const char* provider : {"deepseek", "qwen", "openrouter", "ollama"})
        gateway.addProvider(provider);
    for (const RouteRow& row : kRoutes)
        gateway.m_settings.routes.push_back(route(row));
    gateway::usage::Totals today;
    today.exchanges = 412;
    today.failed = 3;
    today.fallbacks = 9;
    today.inputTokens = 240000;
    today.cachedInputTokens = 770000;
    today.cacheWriteTokens = 70000;
    today.outputTokens = 122000;
    today.reasoningTokens = 40000;
    today.costCny_pico = 3'400'000'000'000;
    today.costUsd_pico = 480'000'000'000;
    gateway.m_settings.usage.currency = gateway::Currency::Cny;
    gateway.ledgerTotals = today;
    gateway.setRunning();
}

template <class Gateway> gateway::usage::InFlight SampleDayOf<Gateway>::request(const char* client, const char* asked, const char* provider, const char* served) const
{
    gateway::usage::InFlight made;
    made.id = std::string("req-") + client;
    made.clientName = client;
    made.askedModel = asked;
    made.route = asked;
    made.provider = provider;
    made.model = served;
    made.attempt = 1;
    return made;
}

template <class Gateway> void SampleDayOf<Gateway>::fillMinute()
{
    auto cursor = request("Cursor", "gpt-4o", "qwen", "qwen-plus");
    cursor.attempt = 2;
    cursor.isFallback = true;
    cursor.failedProvider = "deepseek";
    cursor.lastFailure = gateway::asIs("429");
    cursor.age = 8400ms;
    cursor.firstToken = 620ms;
    cursor.outputTokens = 576;
    auto claude = request("Claude Code", "claude-sonnet", "openrouter", "claude-sonnet-4");
    claude.age = 21700ms;
    claude.firstToken = 1100ms;
    claude.outputTokens = 906;
    auto zed = request("Zed", "fast", "ollama", "llama-3.3-70b");
    zed.age = 300ms;
    m_live.inFlight = {cursor, claude, zed};
    m_live.at = clock.now();
    model.addSnapshot(m_live);
    for (int i = 0; i < 51; ++i) {
        const std::int64_t output = 95 + (i * 37) % 23 + (i > 25 ? 55 : 0) - (i > 40 ? (i - 40) * 3 : 0);
        const std::int64_t reasoning = i > 13 && i < 35 ? 34 + (i * 13) % 9 : 0;
        const std::int64_t input = i % 11 == 3 ? 4200 + i * 90 : 0;
        pass(1000ms, input, output, reasoning);
    }
}

template <class Gateway> void SampleDayOf<Gateway>::pass(gateway::Milliseconds after, std::int64_t input, std::int64_t output, std::int64_t reasoning)
{
    clock.advance(after);
    m_live.at = clock.now();
    m_live.totals.inputTokens += input;
    m_live.totals.outputTokens += output;
    m_live.totals.reasoningTokens += reasoning;
    m_live.finished.clear();
    m_live.shares.clear();
    const std::int64_t all = output + reasoning;
    if (!m_live.inFlight.empty() && all > 0)
        m_live.shares = {{"qwen", "qwen-plus", "anonymous", "", input, all * 2 / 3, 1, 0},
            {"openrouter", "claude-sonnet-4", "anonymous", "", 0, all - all * 2 / 3, 0, 0}};
    model.addSnapshot(m_live);
}

template <class Gateway> void SampleDayOf<Gateway>::endRequests()
{
    m_live.inFlight.clear();
    pass(100ms, 0, 0, 0);
}

template <class Gateway> void SampleDayOf<Gateway>::finishFallback()
{
    gateway::usage::ExchangeRecord record;
    record.id = "done-1";
    record.startedAt = clock.wallNow();
    record.clientName = "Cursor";
    record.route = "gpt-4o";
    record.askedModel = "gpt-4o";
    record.provider = "qwen";
    record.model = "qwen-plus";
    record.isFallback = true;
    record.status = 200;
    record.outcome = gateway::usage::Outcome::Answered;
    record.cost = gateway::Money{gateway::Currency::Cny, 20'000'000'000};
    gateway::usage::AttemptRecord failed;
    failed.provider = "deepseek";
    failed.status = 429;
    failed.failure = gateway::config::FailureClass::RateLimited;
    failed.reason = gateway::asIs("429");
    gateway::usage::AttemptRecord answered;
    answered.provider = "qwen";
    answered.status = 200;
    record.attempts = {failed, answered};
    m_live.finished = {std::make_shared<const gateway::usage::ExchangeRecord>(record)};
    m_live.at = clock.now();
    model.addSnapshot(m_live);
    m_live.finished.clear();
}

template <class Gateway> void SampleDayOf<Gateway>::addEvents()
{
    gateway.setKeyHealth("openrouter", gateway::host::KeyHealth::Denied);
    clock.advance(3600000ms / 60);
    gateway.setKeyHealth("openrouter", gateway::host::KeyHealth::Ready);
    finishFallback();
}

template class SampleDayOf<FakeGateway>;
template class SampleDayOf<FakeFor<ui::models::GatewayModel::Access>>;
