#pragma once

#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "test_language.h"

#include "gateway/evaluation/runs/run_file.h"
#include "ui/models/evaluation/eval_session.h"

#include <QFile>
#include <QObject>
#include <QTemporaryDir>
#include <QTest>

#include <atomic>
#include <memory>
#include <string>
#include <utility>
#include <vector>

// Evaluations in a temporary data folder, with models that answer in memory.

inline constexpr int kEvalWait_ms = 30'000;

/// What models answer. Any thread.
struct EvalScript {
    std::atomic<bool> holds{false}; ///< requests stay under way until `release()`
    std::atomic<int> asked{0};
    std::atomic<bool> fails{false};
};

/// Models that answer "4" from the event loop.
class ScriptedCalls final : public QObject, public gateway::evaluation::ModelCalls {
public:
    explicit ScriptedCalls(std::shared_ptr<EvalScript> script) : m_script(std::move(script)) { startTimer(5); }

    void chat(const gateway::evaluation::ChatCall&, gateway::evaluation::CallDone done) override
    {
        ++m_script->asked;
        m_pending.push_back(std::move(done));
    }
    void embed(const gateway::evaluation::EmbeddingCall&, gateway::evaluation::CallDone) override {}
    void cancelAll() override { m_pending.clear(); }

protected:
    void timerEvent(QTimerEvent*) override
    {
        if (m_script->holds) return;
        for (auto& done : std::exchange(m_pending, {})) {
            gateway::evaluation::CallResult result;
            if (m_script->fails) {
                result.errorCode = "invalid_request";
                result.error = gateway::asIs("told by a test");
                result.status = 400;
                result.isRequestsFault = true;
            } else {
                result.text = "4";
                result.status = 200;
            }
            result.attempts = 1;
            result.latency = gateway::Milliseconds{100};
            done(std::move(result));
        }
    }

private:
    std::shared_ptr<EvalScript> m_script;
    std::vector<gateway::evaluation::CallDone> m_pending;
};

/// A ledger that knows no costs and never will.
class CostlessLedger final : public gateway::evaluation::CostSource {
public:
    void costsOf(const std::vector<std::string>& exchanges, std::function<void(std::vector<gateway::evaluation::ExchangeCost>)> done) override
    {
        std::vector<gateway::evaluation::ExchangeCost> costs;
        for (const std::string& exchange : exchanges) costs.push_back({exchange, gateway::evaluation::ExchangeCost::State::None, {}});
        done(std::move(costs));
    }
};

inline ui::models::EvalSession::Doors scriptedDoors(const std::shared_ptr<EvalScript>& script)
{
    using namespace gateway::evaluation;
    return {
        [script](const QUrl&, const gateway::Secret&, const QByteArray&, const gateway::Clock&) -> std::unique_ptr<ModelCalls> { return std::make_unique<ScriptedCalls>(script); },
        [](const QString&) -> std::unique_ptr<CostSource> { return std::make_unique<CostlessLedger>(); },
    };
}

inline gateway::evaluation::RunPlan evalPlan(const std::string& id, const std::string& name, std::size_t rows, std::vector<std::string> targets)
{
    gateway::evaluation::RunPlan plan;
    plan.id = id;
    plan.name = name;
    plan.startedAt = gateway::WallTime{std::chrono::seconds{1763640000}};
    plan.datasetPath = QStringLiteral("/data/set.jsonl");
    plan.datasetSha256 = "abc";
    plan.rows = rows;
    plan.targets = std::move(targets);
    return plan;
}

/// A run in which the first target is right and the others are wrong in every second row.
inline void writeRun(const QString& dataDir, const gateway::evaluation::RunPlan& plan, gateway::evaluation::RunState state, const std::string& text = "The answer is ")
{
    using namespace gateway::evaluation;
    auto run = RunFile::create(dataDir, plan);
    REQUIRE(run);
    std::vector<RunFile::RowFacts> facts;
    for (std::size_t row = 0; row < plan.rows; ++row)
        facts.push_back({'q' + std::to_string(row), {row % 3 == 0 ? "math" : "language"}, "Question " + std::to_string(row) + '?', "reference " + std::to_string(row)});
    REQUIRE(run->addRows(facts));
    for (std::size_t row = 0; row < plan.rows; ++row)
        for (std::size_t target = 0; target < plan.targets.size(); ++target) {
            RunAnswer answer;
            answer.key = {row, target, 0};
            const bool isRight = target == 0 || row % 2 == 0;
            answer.text = text + (isRight ? "right" : "wrong");
            answer.endedAt = plan.startedAt;
            answer.latency = gateway::Milliseconds{100 * static_cast<int>(target + 1)};
            answer.exchange = "x-" + std::to_string(row) + '-' + std::to_string(target);
            answer.cost = gateway::Money{plan.currency, static_cast<std::int64_t>(target + 1) * 1'000'000'000};
            answer.score = isRight ? 1.0 : 0.0;
            answer.checks = {{{"type", "contains"}, {"score", isRight ? 1 : 0}, {"reason", ""}}};
            REQUIRE(run->record(answer));
        }
    REQUIRE(run->setState(state, state == RunState::Stopped ? RunStopReason::Interrupted : RunStopReason::None, plan.startedAt));
}

/// A gateway with two providers, a data folder, and a dataset of `rows` questions.
template <class Access> struct EvalWorld {
    Language language{"en"};
    QTemporaryDir folder;
    ManualClock clock;
    FakeFor<Access> gateway;
    std::shared_ptr<EvalScript> script = std::make_shared<EvalScript>();
    QString dataset;

    explicit EvalWorld(int rows = 3)
    {
        gateway.dataFolder = folder.path();
        gateway.addProvider("qwen");
        gateway.addProvider("deepseek");
        gateway.setRunning();
        gateway.m_status.urls = {"http://127.0.0.1:8080"};
        dataset = write("set.jsonl", rows);
    }

    QString write(const char* name, int rows)
    {
        QByteArray text;
        for (int i = 0; i < rows; ++i) text += "{\"id\":\"q" + QByteArray::number(i) + "\",\"prompt\":\"2 + 2?\",\"reference\":\"4\",\"tags\":[\"math\"]}\n";
        return writeText(name, text);
    }
    QString writeText(const char* name, const QByteArray& text)
    {
        const QString path = folder.filePath(QString::fromLatin1(name));
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
        return path;
    }
    gateway::evaluation::RunState stateOf(const std::string& id) const
    {
        const auto head = gateway::evaluation::RunFile::readHead(gateway::evaluation::RunFile::fileIn(folder.path(), id));
        REQUIRE(head);
        return head->second;
    }
};
