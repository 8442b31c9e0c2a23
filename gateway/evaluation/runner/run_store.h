#pragma once

#include "gateway/core/result.h"
#include "gateway/evaluation/runs/run_file.h"

#include <cstddef>
#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::evaluation {

/// What a runner needs of a `RunFile`, which explains the functions. One thread.
class RunStore {
public:
    virtual ~RunStore() = default;
    virtual const RunPlan& plan() const = 0;
    virtual Result<void> setState(RunState state, RunStopReason reason, std::optional<WallTime> endedAt) = 0;
    virtual Result<void> record(const RunAnswer& answer) = 0;
    virtual Result<void> record(const SideCall& call) = 0;
    virtual Result<void> record(const PairVerdict& verdict) = 0;
    virtual bool has(const AnswerKey& key) const = 0;
    virtual Result<std::vector<std::string>> uncosted(std::size_t limit) = 0;
    virtual Result<void> setCost(const std::string& exchange, std::optional<Money> cost) = 0;
    virtual Result<RunFile::Spent> spent() = 0;
    virtual Result<void> eachAnswer(const RunFile::AnswerSink& visit, bool withText) = 0;
    virtual Result<std::optional<RunAnswer>> answer(const AnswerKey& key) = 0;
    virtual Result<void> eachPairVerdict(const std::function<bool(const PairVerdict& verdict)>& visit) = 0;
};

/// A `RunFile` as a store; it must outlive this.
class RunFileStore final : public RunStore {
public:
    explicit RunFileStore(RunFile& file)
        : m_file(file)
    {
    }
    const RunPlan& plan() const override { return m_file.plan(); }
    Result<void> setState(RunState state, RunStopReason reason, std::optional<WallTime> endedAt) override { return m_file.setState(state, reason, endedAt); }
    Result<void> record(const RunAnswer& answer) override { return m_file.record(answer); }
    Result<void> record(const SideCall& call) override { return m_file.record(call); }
    Result<void> record(const PairVerdict& verdict) override { return m_file.record(verdict); }
    bool has(const AnswerKey& key) const override { return m_file.has(key); }
    Result<std::vector<std::string>> uncosted(std::size_t limit) override { return m_file.uncosted(limit); }
    Result<void> setCost(const std::string& exchange, std::optional<Money> cost) override { return m_file.setCost(exchange, cost); }
    Result<RunFile::Spent> spent() override { return m_file.spent(); }
    Result<void> eachAnswer(const RunFile::AnswerSink& visit, bool withText) override { return m_file.eachAnswer(visit, withText); }
    Result<std::optional<RunAnswer>> answer(const AnswerKey& key) override { return m_file.answer(key); }
    Result<void> eachPairVerdict(const std::function<bool(const PairVerdict& verdict)>& visit) override { return m_file.eachPairVerdict(visit); }

private:
    RunFile& m_file;
};

} // namespace gateway::evaluation
