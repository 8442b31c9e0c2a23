#pragma once

#include "scripted_upstreams.h"

#include "gateway/exchange/attempts/attempt.h"
#include "gateway/exchange/attempts/translator.h"
#include "gateway/providers/catalog.h"

#include "catch.h"
#include "manual_clock.h"

#include <QTest>

#include <deque>
#include <memory>
#include <optional>
#include <string>
#include <utility>

/// What exchanges share within this process; opens no socket and contacts nothing.
struct ServicesFixture {
    explicit ServicesFixture(gateway::config::Settings settings = gateway::config::demoSettings(), const gateway::exchange::SnapshotInputs& inputs = {})
        : snapshot(gateway::exchange::makeSnapshot(std::move(settings), catalog(), inputs))
    {
        services.workers = std::make_unique<gateway::Workers>(wheel);
        services.budget = &budget;
        services.snapshot = snapshot;
    }

    static const gateway::providers::Catalog& catalog()
    {
        static const auto all = gateway::providers::Catalog::load().value();
        return *all;
    }

    ManualClock clock; ///< for cooldowns and records
    gateway::SystemClock running;
    gateway::TimerWheel wheel;
    gateway::DeferredCalls deferred;
    ScriptedUpstreams upstreams;
    gateway::usage::RecordBatch records; ///< handed over so far
    gateway::usage::LiveBoard board{clock, [this](auto&&, gateway::usage::RecordBatch batch) { records.insert(records.end(), batch.begin(), batch.end()); }};
    gateway::routing::Health health{clock, [] {}};
    gateway::http::BodyBudget budget;
    gateway::exchange::Services services{{running, wheel, deferred}, {upstreams}, {gateway::routing::Balancer(1), health}, {}, {board}, {}, {}, {}};
    gateway::routing::Balancer& balancer = services.balancer;
    std::shared_ptr<const gateway::exchange::Snapshot> snapshot;
};

/// The attempts of one exchange.
struct ExchangeFixture : ServicesFixture {
    explicit ExchangeFixture(gateway::config::Settings settings = gateway::config::demoSettings())
        : ServicesFixture(std::move(settings))
    {
        record->id = "exchange1";
        record->consumer = "ide";
        record->startedAt = clock.wallNow();
    }

    /// Sets the client's request to `body` in `format`.
    void ask(gateway::protocol::Format format, const std::string& body)
    {
        request.ask.operation = gateway::exchange::Operation::Converse;
        request.ask.format = format;
        QByteArray bytes = QByteArray::fromStdString(body);
        bytes.reserve(bytes.size() + static_cast<qsizetype>(gateway::protocol::kJsonPadding));
        request.body = bytes;
        request.outline = gateway::exchange::contentsOf(request, services.requestReader).value().outline;
        record->askedModel = request.outline.model;
    }
    gateway::exchange::Translator& translator()
    {
        if (!m_translator)
            m_translator = std::make_unique<gateway::exchange::Translator>(services, snapshot, request, *record);
        return *m_translator;
    }
    /// The first configured provider, for `model`.
    gateway::exchange::Target target(const std::string& model)
    {
        candidate.model = model;
        static const gateway::exchange::UsableKey kNoKey;
        const auto& provider = snapshot->providers.front();
        return {&candidate, &provider, provider.keys.empty() ? &kNoKey : &provider.keys.front()};
    }
    gateway::exchange::AttemptContext context()
    {
        facts = {request.outline.model, record->consumer, &client, &request.outline};
        return {services, *snapshot, client, request, translator(), facts, record, bill, limits, {clock.now(), clock.now()}, {&fallback}};
    }

    gateway::exchange::ClientRequest request;
    gateway::http::RequestHead client;
    std::shared_ptr<gateway::usage::ExchangeRecord> record = std::make_shared<gateway::usage::ExchangeRecord>();
    gateway::routing::Candidate candidate;
    gateway::routing::RequestFacts facts{};
    gateway::config::FallbackSettings fallback;
    gateway::exchange::Bill bill;
    gateway::policy::ExchangeLimits limits; ///< none

private:
    std::unique_ptr<gateway::exchange::Translator> m_translator;
};

/// Runs a coroutine to its end.
class Runner final : private gateway::Scope {
public:
    template <class Value> Value run(gateway::Task<Value> task)
    {
        std::optional<Value> result;
        m_task = keep(std::move(task), result);
        finish();
        return std::move(*result);
    }
    void run(gateway::Task<> task)
    {
        m_task = std::move(task);
        finish();
    }

private:
    template <class Value> static gateway::Task<> keep(gateway::Task<Value> task, std::optional<Value>& result)
    {
        Value value = co_await std::move(task);
        result.emplace(std::move(value));
    }
    void finish()
    {
        m_isOver = false;
        m_task.start(*this);
        REQUIRE(QTest::qWaitFor([this] { return m_isOver; }, 60000));
    }
    bool finished() const override { return m_task.done(); }
    void ended() override { m_isOver = true; }

    bool m_isOver = false;
    gateway::Task<> m_task;
};

/// A coroutine that waits while the test does something else. Destroying it cancels the coroutine.
template <class Value> class Underway final : private gateway::Scope {
public:
    explicit Underway(gateway::Task<Value> task)
        : m_task(keep(std::move(task), m_result))
    {
        m_task.start(*this);
    }
    bool isOver() const { return m_isOver; }
    Value take()
    {
        REQUIRE(QTest::qWaitFor([this] { return m_isOver; }, 60000));
        return std::move(*m_result);
    }

private:
    static gateway::Task<> keep(gateway::Task<Value> task, std::optional<Value>& result)
    {
        Value value = co_await std::move(task);
        result.emplace(std::move(value));
    }
    bool finished() const override { return m_task.done(); }
    void ended() override { m_isOver = true; }

    std::optional<Value> m_result;
    bool m_isOver = false;
    gateway::Task<> m_task; // last, because it uses the others
};

/// An upstream's answer from the test. Without an end it keeps the reader waiting.
class ScriptedAnswer final : public gateway::http::Answer {
public:
    enum class End { Complete, Failure, None };

    ScriptedAnswer(int status, const std::string& contentType, std::deque<std::string> pieces, End end = End::Complete)
        : m_pieces(std::move(pieces)), m_end(end)
    {
        m_head.status = status;
        if (!contentType.empty())
            m_head.headers.add("content-type", contentType);
        m_failure.kind = gateway::ErrorKind::UpstreamProtocolError;
        m_failure.message = gateway::asIs("the connection was closed");
    }

    gateway::http::ResponseHead& editHead() { return m_head; }
    std::size_t left() const { return m_pieces.size(); }

    gateway::WaitPoint& waitPoint() override { return m_point; }
    bool headReady() override { return true; }
    const gateway::http::ResponseHead& head() const override { return m_head; }
    bool pieceReady() override { return !m_pieces.empty() || m_end != End::None; }
    std::string_view piece() override
    {
        m_current.clear();
        if (!m_pieces.empty()) {
            m_current = std::move(m_pieces.front());
            m_pieces.pop_front();
        }
        return m_current;
    }
    bool isComplete() const override { return m_pieces.empty() && m_end == End::Complete; }
    const gateway::Error* failure() const override { return m_pieces.empty() && m_end == End::Failure ? &m_failure : nullptr; }

private:
    gateway::WaitPoint m_point;
    gateway::http::ResponseHead m_head;
    std::deque<std::string> m_pieces;
    End m_end;
    std::string m_current;
    gateway::Error m_failure;
};
