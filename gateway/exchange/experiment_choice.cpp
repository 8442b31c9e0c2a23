#include "experiment_choice.h"

#include "share_text.h"

#include "gateway/exchange/answers/stored_responses.h"

#include <QtGlobal>

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::exchange {

ExperimentChoice::ExperimentChoice(const config::RouteSettings& route, const ClientRequest& request, std::string_view consumer, const Snapshot& snapshot,
    protocol::ResponseStore& responses)
    : m_route(route)
    , m_request(request)
    , m_consumer(consumer)
    , m_snapshot(snapshot)
    , m_responses(responses)
{
}

evaluation::ExperimentStanding ExperimentChoice::standing() const
{
    const auto found = m_snapshot.experiments.find(m_route.experiment->name);
    return found == m_snapshot.experiments.end() ? evaluation::ExperimentStanding() : found->second;
}

/// Of all sessions, 0 to 1.
double ExperimentChoice::shareOf(std::size_t arm) const
{
    const auto& arms = m_route.experiment->arms;
    return arms[arm].share / (arms[0].share + arms[1].share);
}

/// The place of an arm's target in the plan; the number of candidates if it is not there.
std::size_t ExperimentChoice::find(const routing::Plan& plan, std::size_t arm) const
{
    const auto found = std::ranges::find(plan.candidates, &targetAt(arm), &routing::Candidate::target);
    return static_cast<std::size_t>(found - plan.candidates.begin());
}

const config::TargetSettings& ExperimentChoice::targetAt(std::size_t arm) const
{
    return m_route.targets[static_cast<std::size_t>(m_route.experiment->arms[arm].target)];
}

std::string ExperimentChoice::targetOf(std::size_t arm) const
{
    const config::TargetSettings& target = targetAt(arm);
    return target.provider + '/' + target.model.value_or(std::string());
}

void ExperimentChoice::putFirst(routing::Plan& plan, std::size_t arm) const
{
    const auto place = plan.candidates.begin() + static_cast<std::ptrdiff_t>(find(plan, arm));
    std::rotate(plan.candidates.begin(), place, std::next(place));
}

Result<void> ExperimentChoice::checkRequest() const
{
    const Operation operation = m_request.ask.operation;
    if ((operation != Operation::Converse && operation != Operation::Embed) || m_request.isLoad)
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "only conversations and embeddings take part")});
    if (isKeptByProvider(m_request, m_consumer, m_responses))
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "its provider keeps the conversation or its answer")});
    return {};
}

Result<void> ExperimentChoice::check(const routing::Plan& plan) const
{
    if (!standing().isRunning)
        return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "it does not run; signalboxd experiment list says why")});
    if (auto taken = checkRequest(); !taken)
        return taken;
    for (std::size_t arm = 0; arm < m_route.experiment->arms.size(); ++arm)
        if (find(plan, arm) == plan.candidates.size())
            return failure(ErrorKind::NoUsableTarget, {QT_TRANSLATE_NOOP("Error", "the target of arm %1 is disabled, or not available to this consumer"), {std::to_string(arm)}});
    return {};
}

Result<std::size_t> ExperimentChoice::assign(routing::Plan& plan, std::string_view session) const
{
    if (auto taken = check(plan); !taken)
        return failure(std::move(taken.error()));
    const std::size_t arm = standing().takesAll.value_or(evaluation::armFor(m_route.experiment->name, session, shareOf(1)));
    putFirst(plan, arm);
    return arm;
}

Sentence ExperimentChoice::explained(routing::Plan& plan, std::string_view session) const
{
    const std::string& name = m_route.experiment->name;
    if (const auto taken = check(plan); !taken)
        return {QT_TRANSLATE_NOOP("Error", "the request takes no part in experiment \"%1\": %2"), {name, taken.error().message}};
    const auto percentOf = [this](std::size_t arm) { return percentText(shareOf(arm)); };
    if (const auto now = standing(); now.takesAll) {
        putFirst(plan, *now.takesAll);
        const std::string arm = std::to_string(*now.takesAll);
        if (now.isChosen)
            return {QT_TRANSLATE_NOOP("Error", "experiment \"%1\" has ended: all requests go to arm %2 (%3), which was chosen as the winner"), {name, arm, targetOf(*now.takesAll)}};
        return {QT_TRANSLATE_NOOP("Error", "experiment \"%1\" has a winner: all requests go to arm %2 (%3), which was shown to be better"), {name, arm, targetOf(*now.takesAll)}};
    }
    if (session.empty()) {
        putFirst(plan, shareOf(1) > shareOf(0) ? 1 : 0);
        return {QT_TRANSLATE_NOOP("Error", "experiment \"%1\": a request without a session is assigned by its own id, which it gets when it is sent: %2 % of them go to arm 0 (%3) and %4 % to arm 1 (%5)"),
            {name, percentOf(0), targetOf(0), percentOf(1), targetOf(1)}};
    }
    const std::size_t arm = evaluation::armFor(name, session, shareOf(1));
    putFirst(plan, arm);
    return {QT_TRANSLATE_NOOP("Error", "experiment \"%1\": session \"%2\" is assigned to arm %3 (%4), as %5 % of sessions are"),
        {name, std::string(session), std::to_string(arm), targetOf(arm), percentOf(arm)}};
}

} // namespace gateway::exchange
