#include "merge.h"

#include "fall_through.h"

#include "gateway/core/text/printable.h"

#include <algorithm>
#include <string>
#include <type_traits>
#include <vector>

namespace gateway::config::foreign {

namespace {

const std::string& nameOf(const ProviderSettings& provider) { return provider.id; }
const std::string& nameOf(const RouteSettings& route) { return route.id; }
const std::string& nameOf(const ConsumerSettings& consumer) { return consumer.name; }

/// Existing restrictions of callers stay if the document has none.
bool keepGuard(const ConsumerSettings&, ConsumerSettings&) { return false; }
template <class Entry> bool keepGuard(const Entry& known, Entry& next)
{
    bool isKept = false;
    if (!known.consumers.empty() && next.consumers.empty()) {
        next.consumers = known.consumers;
        isKept = true;
    }
    if constexpr (std::is_same_v<Entry, ProviderSettings>) {
        isKept = isKept || (known.routesOnly && !next.routesOnly);
        next.routesOnly = next.routesOnly || known.routesOnly;
    }
    return isKept;
}

template <class Entry>
Result<void> add(std::vector<Entry>& list, const std::vector<Entry>& addition, bool replace, const std::string& what, std::vector<Note>& notes)
{
    for (const Entry& entry : addition) {
        const auto known =
            std::find_if(list.begin(), list.end(), [&](const Entry& each) { return nameOf(each) == nameOf(entry); });
        if (known == list.end()) {
            list.push_back(entry);
            continue;
        }
        if (*known == entry)
            continue;
        const std::string name = what + " \"" + printable(nameOf(entry)) + '"';
        if (!replace)
            return failure(ErrorKind::InvalidRequest,
                asIs("there is another " + name + " in the configuration; rename one of them, or replace it with --replace"));
        Entry next = entry;
        const bool isKept = keepGuard(*known, next);
        notes.push_back({{}, name + " replaces the one in the configuration" + (isKept ? ", but keeps its allowed consumers" : ""),
            isKept ? "edit its \"consumers\" (for a provider also \"routes_only\") to change who may use it" : ""});
        *known = std::move(next);
    }
    return {};
}

template <class Entry> bool holdsName(const std::vector<Entry>& list, const std::string& name)
{
    return std::any_of(list.begin(), list.end(), [&](const Entry& each) { return nameOf(each) == name; });
}

bool holds(const Settings& settings, const EntryName& entry)
{
    if (entry.kind == EntryName::Kind::Provider)
        return holdsName(settings.providers, entry.name);
    return entry.kind == EntryName::Kind::Route ? holdsName(settings.routes, entry.name)
                                                : holdsName(settings.consumers, entry.name);
}

/// Moves the results for entries without room in the base to another list. Returns whether there are any.
bool moveTo(std::vector<Outcome>& outcomes, const Removal& removal)
{
    const std::string subject = std::string(gateway::config::toText(removal.entry.kind)) + " \"" + removal.entry.name + '"';
    const std::string why = (removal.path.empty() ? "" : removal.path + ' ') + removal.message;
    bool isFound = false;
    for (Outcome& outcome : outcomes)
        if (outcome.subject == subject) {
            outcome.fate = removal.isWhole ? Fate::NotCarriedOver : Fate::SwitchedOff;
            outcome.reason += (outcome.reason.empty() ? "" : "; ") + why;
            isFound = true;
        }
    std::stable_sort(outcomes.begin(), outcomes.end(), [](const Outcome& a, const Outcome& b) { return a.fate < b.fate; });
    return isFound;
}

/// Notes routes of the base that may match requests of imported routes that restricted callers.
void noteOpenRoutes(const Settings& base, const Conversion& addition, std::vector<Note>& notes)
{
    for (const RouteSettings& route : base.routes) {
        if (!route.enabled || holdsName(addition.settings.routes, route.id))
            continue;
        for (const GuardedRoute& guarded : addition.guarded)
            if (opensUp(route, guarded))
                notes.push_back({{}, "route \"" + route.id + "\", which is already in the configuration, may take the requests of " + guarded.name + ", which " + guarded.state,
                    "restrict route \"" + route.id + "\" to consumers, narrow its match, or switch it off"});
    }
}

} // namespace

Result<Settings> merged(
    const Settings& base, const Conversion& addition, bool replace, std::vector<Note>& notes, std::vector<Outcome>* outcomes)
{
    Settings result = base;
    std::vector<ProviderSettings> providers = addition.settings.providers;
    std::erase_if(providers, [&](const ProviderSettings& each) {
        const auto& assumed = addition.assumed;
        return base.provider(each.id) && std::find(assumed.begin(), assumed.end(), each.id) != assumed.end();
    });
    if (const auto added = add(result.providers, providers, replace, "provider", notes); !added)
        return failure(added.error());
    if (const auto added = add(result.routes, addition.settings.routes, replace, "route", notes); !added)
        return failure(added.error());
    if (const auto added = add(result.consumers, addition.settings.consumers, replace, "consumer", notes); !added)
        return failure(added.error());
    auto usable = repaired(result, [&](const EntryName& entry) { return holds(addition.settings, entry); });
    if (!usable)
        return failure(
            ErrorKind::ConfigInvalid, asIs("the result is not a valid configuration: " + usable.error().text()));
    for (const Removal& removal : usable->removals) {
        notes.push_back(noteOf(removal, {}));
        if (outcomes)
            notes.back().isListed = moveTo(*outcomes, removal);
    }
    noteOpenRoutes(base, addition, notes);
    return std::move(usable->settings);
}

} // namespace gateway::config::foreign
