#pragma once

#include "gateway/policy/chain_run.h"

#include <optional>
#include <utility>

namespace gateway::test {

/// Runs a stage of policies, which may wait.
class StageRun final : public Scope {
public:
    explicit StageRun(Task<Result<void>> stage)
        : m_task(keep(std::move(stage)))
    {
        m_task.start(*this);
    }

    bool isOver() const { return m_task.done(); }
    const Result<void>& result() const { return *m_result; }

private:
    Task<> keep(Task<Result<void>> stage)
    {
        m_result = co_await std::move(stage);
    }
    bool finished() const override { return m_task.done(); }
    void ended() override {}

    std::optional<Result<void>> m_result;
    Task<> m_task; // last, because it uses the others
};

inline Result<void> passed(policy::ChainRun& run, policy::Stage stage, const policy::Request& request)
{
    const StageRun stageRun(run.pass(stage, request));
    return stageRun.result();
}

inline config::RouteSettings routeNamed(const char* id)
{
    config::RouteSettings route;
    route.id = id;
    return route;
}

inline config::ConsumerSettings consumerNamed(const char* name)
{
    config::ConsumerSettings consumer;
    consumer.name = name;
    return consumer;
}

} // namespace gateway::test
