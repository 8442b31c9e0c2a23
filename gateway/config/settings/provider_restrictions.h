#pragma once

#include "settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// Which callers may reach which provider according to the settings: the only place that decides this.
///
/// `providers[].consumers` always applies, and `routes_only` wherever there is no route. A provider that is a target
/// only of routes with consumers (`consumers` or `match.consumers`) is reserved: without a route, it is only for the
/// callers that one of those routes accepts. A disabled route still reserves its providers, but gives access to none. A
/// route with `client_credential` gives no access either: it does not use our key. Callers are names of consumers,
/// "anonymous" (also the empty name) and `kOwnConsumer`, which may reach everything. A value; any thread.
class ProviderRestrictions {
public:
    ProviderRestrictions() = default;
    explicit ProviderRestrictions(const Settings& settings);

    /// Whether `caller` may reach the provider (by index) as a target of a route that accepts the caller.
    bool allowOnRoute(std::size_t provider, std::string_view caller) const;
    /// Whether `caller` may reach it without a route: as PROVIDER/MODEL, by the model's name, or for requests without a
    /// model.
    bool allowDirectly(std::size_t provider, std::string_view caller) const;
    /// The ids of the routes that reserve it; empty: not reserved.
    const std::vector<std::string>& reservedBy(std::size_t provider) const { return m_rows[provider].routes; }

private:
    /// Both lists must contain the caller; an empty list accepts everybody.
    struct Accepted {
        std::vector<std::string> consumers;
        std::vector<std::string> matched; ///< `match.consumers`
    };
    struct Row {
        std::vector<std::string> consumers; ///< of the provider; empty: everybody
        bool isRoutesOnly = false;
        std::vector<std::string> routes; ///< that reserve it
        std::vector<Accepted> accepted; ///< callers accepted by each of them
    };
    std::vector<Row> m_rows; // in the order of the providers
};

/// Whether `route` accepts `caller` according to its `consumers` and `match.consumers`.
bool acceptsCaller(const RouteSettings& route, std::string_view caller);

/// Limits of consumers that a local caller escapes by sending no key.
struct EscapableLimit {
    std::size_t consumer = 0; ///< its index
    const char* field = ""; ///< "routes" or "models"
};
/// Limits of enabled consumers that are ineffective for callers on this machine: with `require_key: auto`, a caller
/// without a key may use what they deny. Providers of the type "demo" are ignored. Pure.
std::vector<EscapableLimit> escapableLimits(const Settings& settings);

} // namespace gateway::config
