#pragma once

#include "gateway/core/json/json_fields.h"
#include "gateway/evaluation/runner/runner.h"

#include "catch.h"
#include "manual_clock.h"

#include <QCoreApplication>
#include <QPointer>
#include <QTemporaryDir>

#include <algorithm>
#include <fstream>
#include <functional>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <thread>
#include <utility>
#include <vector>

namespace gateway::evaluation::tests {

/// Timers that fire when a test lets time pass.
class FakeTimers final : public Timers {
public:
    explicit FakeTimers(ManualClock& clock)
        : m_clock(clock)
    {
    }
    void call(Milliseconds after, QObject& context, std::function<void()> then) override
    {
        m_due.emplace(m_clock.now() + after, Entry{QPointer<QObject>(&context), std::move(then)});
    }
    /// Lets time pass until the next timer fires. False: there is none.
    bool next()
    {
        if (m_due.empty())
            return false;
        const auto first = m_due.begin();
        if (first->first > m_clock.now())
            m_clock.advance(std::chrono::ceil<Milliseconds>(first->first - m_clock.now()));
        const Entry entry = std::move(first->second);
        m_due.erase(first);
        if (entry.context)
            entry.then();
        return true;
    }

private:
    struct Entry {
        QPointer<QObject> context;
        std::function<void()> then;
    };
    ManualClock& m_clock;
    std::multimap<TimePoint, Entry> m_due;
};

/// Models that answer when a test lets them.
class FakeCalls final : public ModelCalls {
public:
    struct Pending {
        CallResult result;
        CallDone done;
    };
    std::function<CallResult(const ChatCall& call)> onChat = [](const ChatCall&) { return answered("ok"); };
    std::function<CallResult(const EmbeddingCall& call)> onEmbedding = [](const EmbeddingCall&) { return CallResult{}; };
    std::vector<ChatCall> chats;           ///< all
    std::vector<EmbeddingCall> embeddings; ///< all
    std::vector<Pending> pending;
    std::map<std::string, int> active; ///< by model
    std::map<std::string, int> mostActive;

    static CallResult answered(std::string text)
    {
        CallResult result;
        result.text = std::move(text);
        result.status = 200;
        result.attempts = 1;
        result.latency = Milliseconds{100};
        result.outputTokens = Tokens{1};
        return result;
    }
    static CallResult failed(int status, std::string code, int attempts = 1, std::optional<Milliseconds> retryAfter = std::nullopt)
    {
        CallResult result;
        result.status = status;
        result.attempts = attempts;
        result.errorCode = std::move(code);
        result.error = asIs("told by a test");
        result.isRequestsFault = status >= 400 && status < 500 && status != 429;
        result.retryAfter = retryAfter;
        return result;
    }

    void chat(const ChatCall& call, CallDone done) override
    {
        chats.push_back(call);
        mostActive[call.model] = std::max(mostActive[call.model], ++active[call.model]);
        add(onChat(call), [this, model = call.model, done = std::move(done)](CallResult result) {
            --active[model];
            done(std::move(result));
        });
    }
    void embed(const EmbeddingCall& call, CallDone done) override
    {
        embeddings.push_back(call);
        add(onEmbedding(call), std::move(done));
    }
    void cancelAll() override
    {
        pending.clear();
        active.clear();
    }
    void complete(std::size_t index)
    {
        Pending each = std::move(pending[index]);
        pending.erase(pending.begin() + static_cast<std::ptrdiff_t>(index));
        each.done(std::move(each.result));
    }

private:
    void add(CallResult result, CallDone done)
    {
        if (result.exchange.empty() && result.errorCode != kGatewayUnreachable)
            result.exchange = "exchange-" + std::to_string(++m_exchanges);
        pending.push_back({std::move(result), std::move(done)});
    }

    int m_exchanges = 0;
};

/// A ledger that knows a cost after it has been asked some times.
class FakeCosts final : public CostSource {
public:
    int lateness = 0; ///< questions before an exchange is known
    std::map<std::string, Money> costs; ///< others have none
    bool hasLedger = true;              ///< false: nothing is ever known

    void costsOf(const std::vector<std::string>& exchanges, std::function<void(std::vector<ExchangeCost>)> done) override
    {
        std::vector<ExchangeCost> found;
        for (const std::string& exchange : exchanges) {
            if (!hasLedger || ++m_asked[exchange] <= lateness)
                continue;
            const auto cost = costs.find(exchange);
            found.push_back(cost == costs.end() ? ExchangeCost{exchange, ExchangeCost::State::None, {}} : ExchangeCost{exchange, ExchangeCost::State::Known, cost->second});
        }
        done(std::move(found));
    }

private:
    std::map<std::string, int> m_asked;
};

/// A run's file without a file.
class MemoryStore final : public RunStore {
public:
    RunPlan thePlan;
    RunState state = RunState::Running;
    RunStopReason reason = RunStopReason::None;
    std::map<AnswerKey, RunAnswer> answers;
    std::vector<SideCall> sideCalls;
    std::vector<PairVerdict> pairs;
    std::map<std::string, std::optional<Money>> costs; ///< as set

    const RunPlan& plan() const override { return thePlan; }
    Result<void> setState(RunState next, RunStopReason why, std::optional<WallTime>) override
    {
        state = next;
        reason = why;
        return {};
    }
    Result<void> record(const RunAnswer& answer) override
    {
        answers[answer.key] = answer;
        return {};
    }
    Result<void> record(const SideCall& call) override
    {
        sideCalls.push_back(call);
        return {};
    }
    Result<void> record(const PairVerdict& verdict) override
    {
        pairs.push_back(verdict);
        return {};
    }
    bool has(const AnswerKey& key) const override { return answers.contains(key); }
    Result<std::vector<std::string>> uncosted(std::size_t) override
    {
        std::vector<std::string> found;
        for (const auto& [key, answer] : answers)
            if (!answer.exchange.empty() && !costs.contains(answer.exchange))
                found.push_back(answer.exchange);
        for (const SideCall& call : sideCalls)
            if (!call.exchange.empty() && !costs.contains(call.exchange))
                found.push_back(call.exchange);
        return found;
    }
    Result<void> setCost(const std::string& exchange, std::optional<Money> cost) override
    {
        costs[exchange] = cost;
        return {};
    }
    Result<RunFile::Spent> spent() override
    {
        RunFile::Spent sum;
        std::int64_t pico = 0;
        for (const auto& [exchange, cost] : costs)
            pico += cost ? cost->pico : 0;
        sum.targets.push_back({Currency::Usd, pico});
        return sum;
    }
    Result<void> eachAnswer(const RunFile::AnswerSink& visit, bool) override
    {
        for (const auto& [key, answer] : answers)
            if (!visit(answer))
                break;
        return {};
    }
    Result<std::optional<RunAnswer>> answer(const AnswerKey& key) override
    {
        const auto found = answers.find(key);
        return found == answers.end() ? std::nullopt : std::optional(found->second);
    }
    Result<void> eachPairVerdict(const std::function<bool(const PairVerdict& verdict)>& visit) override
    {
        for (const PairVerdict& pair : pairs)
            if (!visit(pair))
                break;
        return {};
    }

    /// What of the results does not depend on the order.
    std::map<AnswerKey, std::pair<std::string, std::optional<double>>> scores() const
    {
        std::map<AnswerKey, std::pair<std::string, std::optional<double>>> found;
        for (const auto& [key, answer] : answers)
            found[key] = {answer.text + answer.errorCode, answer.score};
        return found;
    }
};

/// A run with everything around it.
class World {
public:
    static constexpr std::size_t kRowsAtOnce = DatasetFeed::kMostAtOnce_kib / DatasetFeed::kLeastOfRow_kib;

    explicit World(const std::string& rows)
        : m_path(m_folder.filePath(QStringLiteral("set.jsonl")))
    {
        write(rows);
        auto opened = Dataset::open(m_path);
        REQUIRE(opened);
        REQUIRE(opened->problems().empty());
        dataset = std::move(*opened);
        store.thePlan.id = "run";
        store.thePlan.rows = dataset.rowCount();
        store.thePlan.targets = {"a/one", "b/two"};
    }
    ~World() { runner.reset(); }

    void write(const std::string& rows) const { std::ofstream(m_path.toStdString(), std::ios::binary) << rows; }

    Runner& begin()
    {
        runner.reset();
        isFinished = false;
        runner = std::make_unique<Runner>(Runner::Parts{file ? static_cast<RunStore&>(*file) : store, calls, costs, clock, timers}, dataset, estimates, rate);
        QObject::connect(runner.get(), &Runner::finished, runner.get(), [this] {
            CHECK_FALSE(isFinished);
            isFinished = true;
        });
        runner->start();
        return *runner;
    }
    /// One thing that happens next: an event, an answer, or else time passes.
    void step()
    {
        QCoreApplication::processEvents();
        if (isFinished || isHolding)
            return;
        // While rows are being read, nobody answers and no time passes: how fast that is depends on the machine.
        if (runner->isReadingRows() && dataset.rowCount() <= kRowsAtOnce)
            return std::this_thread::yield();
        if (!calls.pending.empty())
            calls.complete(chooses ? chooses(calls.pending.size()) : 0);
        else if (!timers.next())
            std::this_thread::yield(); // the rows are still being read
    }
    void until(const std::function<bool()>& holds)
    {
        constexpr int kMostSteps = 3'000'000;
        for (int i = 0; i < kMostSteps && !holds(); ++i)
            step();
        REQUIRE(holds());
    }
    /// Lets nobody answer until so many requests are under way.
    void fill(std::size_t count)
    {
        isHolding = true;
        until([&] { return calls.pending.size() == count; });
        isHolding = false;
    }
    void run()
    {
        begin();
        finish();
    }
    void finish()
    {
        until([this] { return isFinished; });
    }
    /// A price of so many units for each million tokens.
    void price(const std::string& model, double input, double output)
    {
        usage::Price each;
        each.terms.input = input;
        each.terms.output = output;
        estimates[model].prices = {each};
    }

    ManualClock clock;
    FakeTimers timers{clock};
    FakeCalls calls;
    FakeCosts costs;
    MemoryStore store;
    std::unique_ptr<RunFileStore> file; ///< in place of `store`
    Dataset dataset;
    Estimates estimates;
    config::ExchangeRate rate{7, {}, {}};
    std::function<std::size_t(std::size_t count)> chooses; ///< which of several answers comes next
    std::unique_ptr<Runner> runner;
    bool isFinished = false;
    bool isHolding = false;

private:
    QTemporaryDir m_folder;
    QString m_path;
};

/// Rows whose reference is "ok".
inline std::string plainRows(int count)
{
    std::string rows;
    for (int i = 0; i < count; ++i)
        rows += R"({"id":"r)" + std::to_string(i) + R"(","prompt":"question )" + std::to_string(i) + R"(","reference":"ok"})" + "\n";
    return rows;
}

/// The text of the last message.
inline std::string lastText(const ChatCall& call) { return json::textOf(call.messages.back(), "content"); }

} // namespace gateway::evaluation::tests
