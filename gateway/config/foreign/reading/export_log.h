#pragma once

#include "findings.h"

#include "gateway/config/settings/settings.h"

#include <functional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// What an export finds: what the other program cannot say.
class ExportLog {
public:
    /// `remedy` says what to do in the other program.
    void note(std::string path, std::string what, std::string remedy = {});
    /// Notes that a setting is not the default and is not written.
    void lost(std::string path, bool isSet, const std::string& why);

    std::vector<Note> take() { return std::move(m_notes); }

private:
    std::vector<Note> m_notes;
};

/// Where a provider is. Empty: not known.
struct ProviderAddress {
    std::string base; ///< everything before the endpoint
    std::string endpoint; ///< the whole URL that is asked for chat
};

/// What an export starts from.
struct ExportSource {
    const Settings& settings;
    std::vector<std::size_t> routes; ///< indices of those to write
    std::function<ProviderAddress(const ProviderSettings&)> addressOf = {};
};

std::string routePath(std::size_t index); ///< "routes[0]"
std::string providerPath(std::size_t index); ///< "providers[0]"

/// The indices of the providers that the routes to write have as targets, in the order of the file.
std::vector<std::size_t> providersOf(const ExportSource& source);

/// The provider's address: its own, else the catalog's.
ProviderAddress addressOf(const ExportSource& source, const ProviderSettings& provider);

/// What neither program has of a route and of a provider.
void noteOwnOfRoute(const RouteSettings& route, const std::string& path, ExportLog& log);
void noteOwnOfProvider(const ProviderSettings& provider, const std::string& path, ExportLog& log);
void noteOwnOfConsumer(const ConsumerSettings& consumer, const std::string& path, ExportLog& log);

} // namespace gateway::config::foreign
