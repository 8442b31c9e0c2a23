#include "chain_run.h"

#include <algorithm>
#include <utility>

namespace gateway::policy {

namespace {

/// Runs the stages that may suspend.
Task<Result<void>> passingAt(PolicyRun& run, Stage stage, const Request& request)
{
    switch (stage) {
    case Stage::CallerKnown: return run.callerKnown(request);
    case Stage::BodyUnderstood: return run.bodyUnderstood(request);
    case Stage::BeforePlan: return run.beforePlan(request);
    default: return run.afterPlan(request);
    }
}

} // namespace

void ChainRun::change(const PolicyChain* chain)
{
    std::vector<Running> before = std::exchange(m_running, {});
    m_chain = chain;
    m_stages = chain ? chain->stages() : Stages();
    if (!chain)
        return;
    for (const PolicyChain::Link& link : chain->links()) {
        const auto same = std::ranges::find(before, link.policy.get(), &Running::policy);
        m_running.push_back({link.row, link.policy.get(), same == before.end() ? link.policy->begin() : std::move(same->run)});
    }
}

Task<Result<void>> ChainRun::pass(Stage stage, const Request& request)
{
    for (const Running& each : m_running) {
        if (!each.row->stages.has(stage))
            continue;
        Task<Result<void>> asking = passingAt(*each.run, stage, request);
        Result<void> passed = co_await std::move(asking);
        if (!passed)
            co_return passed;
    }
    co_return Result<void>();
}

Result<void> ChainRun::beforeAttempt(const Request& request, const AttemptTarget& target)
{
    for (const Running& each : m_running)
        if (each.row->stages.has(Stage::BeforeAttempt))
            if (auto passed = each.run->beforeAttempt(request, target); !passed)
                return passed;
    return {};
}

void ChainRun::tell(std::string_view piece)
{
    for (const Running& each : m_running)
        if (each.row->stages.has(Stage::OnAnswer))
            each.run->onAnswer(piece);
}

void ChainRun::settled(const Request& request)
{
    for (const Running& each : m_running)
        if (each.row->stages.has(Stage::Settled))
            each.run->settled(request);
}

} // namespace gateway::policy
