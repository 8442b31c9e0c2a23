#pragma once

#include "settings.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// Which callers may reach which provider, by the settings alone: the one place that decides it.
///
/// `providers[].consumers` holds in any case, and `routes_only` wherever there is no route. A provider that only routes with consumers (`consumers` or
/// `match.consumers`) lead to is reserved: without a route it is for the callers that one of those routes accepts. A route
/// that is switched off still reserves its providers, but opens none. A route with `client_credential` opens none either:
/// it does not spend our key. Callers are names of consumers, "anonymous" (also the empty name) and `kOwnConsumer`, which
/// may reach everything. A value; any thread.
class ProviderRestrictions {
public:
    ProviderRestrictions() = default;
    explicit ProviderRestrictions(const Settings& settings);

    /// Whether `caller` may reach the provider (its index) as a target of a route that accepts it.
    bool allowOnRoute(std::size_t provider, std::string_view caller) const;
    /// Whether `caller` may reach it otherwise: as PROVIDER/MODEL, by the model's name, for what names no model.
    bool allowDirectly(std::size_t provider, std::string_view caller) const;
    /// The ids of the routes that reserve it; empty: it is not reserved.
    const std::vector<std::string>& reservedBy(std::size_t provider) const { return m_rows[provider].routes; }

private:
    /// Both have to name a caller; an empty one names everybody.
    struct Accepted {
        std::vector<std::string> consumers;
        std::vector<std::string> matched; ///< `match.consumers`
    };
    struct Row {
        std::vector<std::string> consumers; ///< of the provider; empty: everybody
        bool isRoutesOnly = false;
        std::vector<std::string> routes; ///< that reserve it
        std::vector<Accepted> accepted; ///< by each of them
    };
    std::vector<Row> m_rows; // as the providers
};

/// Whether `route` accepts `caller`, as far as its `consumers` and `match.consumers` say.
bool acceptsCaller(const RouteSettings& route, std::string_view caller);

/// The fields of consumers that a local caller escapes by leaving out its key.
struct EscapableLimit {
    std::size_t consumer = 0; ///< its index
    const char* field = ""; ///< "routes" or "models"
};
/// Limits of enabled consumers that mean nothing for callers on this machine: with `require_key: auto`, one without a key
/// may use what they deny. Providers of the type "demo" do not count. Pure.
std::vector<EscapableLimit> escapableLimits(const Settings& settings);

} // namespace gateway::config
