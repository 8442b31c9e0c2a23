#include "client_look.h"

#include "gateway/clients/base_address.h"
#include "gateway/clients/given_keys.h"
#include "gateway/core/text/joined.h"

#include <QtGlobal>

#include <utility>

namespace gateway::host {

namespace {

using clients::ClientState;
using clients::Drift;

const Sentence kSetUpAgain{QT_TRANSLATE_NOOP("Doctor", "Set it up again on the Clients page, or with signalboxd clients setup.")};

/// No request has arrived since the set-up, or none succeeded: the client may not have been used, or something prevents
/// it.
Finding waiting(const std::string& name, const ClientState& state)
{
    if (!state.failure.empty())
        return {Check::Clients, Outcome::Problem, name, {QT_TRANSLATE_NOOP("Doctor", "%1 is set up, but none of its requests has succeeded yet: the last one was for "
        "%2 and failed with %3."),
            {name, state.failedModel.empty() ? "-" : state.failedModel, state.failure}}, {QT_TRANSLATE_NOOP("Doctor", "See the request on the Requests page for the reason.")}};
    if (state.conflicts.empty())
        return {Check::Clients, Outcome::Ok, name, {QT_TRANSLATE_NOOP("Doctor", "%1 is set up; no request has been received from it yet."), {name}}, {}};
    std::vector<Sentence> causes;
    for (const clients::Conflict& conflict : state.conflicts)
        causes.push_back(messageOf(conflict));
    return {Check::Clients, Outcome::Notice, name, {QT_TRANSLATE_NOOP("Doctor", "%1 is set up, but no request has been received from it: %2"), {name, joinedBy(QT_TRANSLATE_NOOP("Error", "%1 %2"), causes)}},
        {QT_TRANSLATE_NOOP("Doctor", "Remove the conflicting setting, restart the client and use it once.")}};
}

Finding findingOf(const std::string& name, const ClientState& state, const std::string& base)
{
    const auto finding = [&](Outcome outcome, Sentence found, Sentence remedy = {}) {
        return Finding{Check::Clients, outcome, name, std::move(found), std::move(remedy)};
    };
    switch (state.drift) {
    case Drift::Ours:
        return finding(Outcome::Notice,
            {QT_TRANSLATE_NOOP("Doctor", "%1 was set up by Signalbox, but its settings were changed since: %2."), {name, joined(state.changedFields)}}, kSetUpAgain);
    case Drift::Gone:
        return finding(Outcome::Notice, {QT_TRANSLATE_NOOP("Doctor", "%1 was set up by Signalbox, but its file is missing: %2."), {name, joined(state.files)}}, kSetUpAgain);
    case Drift::Unreadable:
        return finding(Outcome::Problem, {QT_TRANSLATE_NOOP("Doctor", "The file of %1 cannot be read: %2."), {name, joined(state.files)}},
            {QT_TRANSLATE_NOOP("Doctor", "Check the owner, the permissions and the format of the file.")});
    case Drift::None:
    case Drift::Elsewhere:
    case Drift::NotSetUp: break;
    }
    if (state.isKeyRefused)
        return finding(Outcome::Problem,
            {QT_TRANSLATE_NOOP("Doctor", "The gateway no longer accepts the key of %1: its requests are refused, or are not attributed to it."), {name}}, kSetUpAgain);
    if (state.misses)
        return finding(Outcome::Problem,
            {QT_TRANSLATE_NOOP("Doctor", "%1 was set up for %2, but this gateway listens at %3."), {name, state.base, base}}, kSetUpAgain);
    if (!state.firstSeenAt.isValid())
        return waiting(name, state);
    return finding(Outcome::Ok, {QT_TRANSLATE_NOOP("Doctor", "%1 works: its first request was received %2, for %3."),
        {name, state.firstSeenAt.toLocalTime().toString(Qt::ISODate).toStdString(), state.firstModel.empty() ? "-" : state.firstModel}});
}

} // namespace

std::function<std::vector<Finding>()> clientLook(clients::Surroundings surroundings, std::string base, std::set<std::string> accepted)
{
    return [surroundings = std::move(surroundings), base = std::move(base), accepted = std::move(accepted)]() -> std::vector<Finding> {
        const auto catalog = clients::ClientCatalog::load();
        if (!catalog)
            return {{Check::Clients, Outcome::Problem, {}, {QT_TRANSLATE_NOOP("Doctor", "The list of clients cannot be read: %1"), {catalog.error().message}}}};
        const clients::ClientSetups setups(*catalog, surroundings);
        std::vector<Finding> findings;
        auto states = setups.detect(base);
        clients::markRefused(states, accepted);
        for (const ClientState& state : states) {
            const auto* const entry = (*catalog)->find(state.id);
            if (state.isSetUp)
                findings.push_back(findingOf(entry ? entry->name : state.id, state, base));
        }
        if (findings.empty())
            findings.push_back({Check::Clients, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "No client has been set up by Signalbox.")}});
        return findings;
    };
}

} // namespace gateway::host
