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

const Sentence kSetUpAgain{QT_TRANSLATE_NOOP("Doctor", "Set it up again on the page Clients, or by signalboxd clients setup.")};

/// Nothing has come since the set-up, or nothing that was answered: perhaps it was not used, perhaps something is in the way.
Finding waiting(const std::string& name, const ClientState& state)
{
    if (!state.failure.empty())
        return {Check::Clients, Outcome::Problem, name, {QT_TRANSLATE_NOOP("Doctor", "%1 was set up, and no request of it was answered yet: the last one asked for %2 and failed with %3."),
            {name, state.failedModel.empty() ? "-" : state.failedModel, state.failure}}, {QT_TRANSLATE_NOOP("Doctor", "Look at the request on the page Requests: it says what failed.")}};
    if (state.conflicts.empty())
        return {Check::Clients, Outcome::Ok, name, {QT_TRANSLATE_NOOP("Doctor", "%1 is as it was set up; no request of it has come yet."), {name}}, {}};
    std::vector<std::string> causes;
    for (const clients::Conflict& conflict : state.conflicts)
        causes.push_back(messageOf(conflict));
    return {Check::Clients, Outcome::Notice, name, {QT_TRANSLATE_NOOP("Doctor", "%1 was set up, and no request of it has come yet: %2"), {name, joined(causes, " ")}},
        {QT_TRANSLATE_NOOP("Doctor", "Remove what is in the way, restart the program and use it once.")}};
}

Finding findingOf(const std::string& name, const ClientState& state, const std::string& base)
{
    const auto finding = [&](Outcome outcome, Sentence found, Sentence remedy = {}) {
        return Finding{Check::Clients, outcome, name, std::move(found), std::move(remedy)};
    };
    switch (state.drift) {
    case Drift::Ours:
        return finding(Outcome::Notice,
            {QT_TRANSLATE_NOOP("Doctor", "%1 was set up from here, and its fields have been changed since: %2."), {name, joined(state.changedFields)}}, kSetUpAgain);
    case Drift::Gone:
        return finding(Outcome::Notice, {QT_TRANSLATE_NOOP("Doctor", "%1 was set up from here, and its file is gone: %2."), {name, joined(state.files)}}, kSetUpAgain);
    case Drift::Unreadable:
        return finding(Outcome::Problem, {QT_TRANSLATE_NOOP("Doctor", "The file of %1 cannot be read: %2."), {name, joined(state.files)}},
            {QT_TRANSLATE_NOOP("Doctor", "See who owns it and what is wrong with its form.")});
    case Drift::None:
    case Drift::Elsewhere:
    case Drift::NotSetUp: break;
    }
    if (state.isKeyRefused)
        return finding(Outcome::Problem,
            {QT_TRANSLATE_NOOP("Doctor", "The gateway does not accept the key of %1 any more: its requests are refused, or come in as nobody’s."), {name}}, kSetUpAgain);
    if (state.misses)
        return finding(Outcome::Problem,
            {QT_TRANSLATE_NOOP("Doctor", "%1 was set up for %2, and this gateway is at %3."), {name, state.base, base}}, kSetUpAgain);
    if (!state.firstSeenAt.isValid())
        return waiting(name, state);
    return finding(Outcome::Ok, {QT_TRANSLATE_NOOP("Doctor", "%1 works: its first request came %2 and asked for %3."),
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
            findings.push_back({Check::Clients, Outcome::Ok, {}, {QT_TRANSLATE_NOOP("Doctor", "No client was set up from here.")}});
        return findings;
    };
}

} // namespace gateway::host
