#pragma once

#include "findings.h"

#include "gateway/config/settings/settings.h"

#include <functional>
#include <string>
#include <vector>

namespace gateway::config::foreign {

/// Collects what an export cannot express in the other program's format.
class ExportLog {
public:
    /// `remedy` says what to do in the other program.
    void note(std::string path, std::string what, std::string remedy = {});
    /// Notes that a setting differs from the default and is not written.
    void lost(std::string path, bool isSet, const std::string& why);

    std::vector<Note> take() { return std::move(m_notes); }

private:
    std::vector<Note> m_notes;
};

/// The address of a provider. Empty: unknown.
struct ProviderAddress {
    std::string base; ///< everything before the endpoint
    std::string endpoint; ///< full URL for chat requests
};

/// The input of an export.
struct ExportSource {
    const Settings& settings;
    std::vector<std::size_t> routes; ///< indices of the routes to write
    std::function<ProviderAddress(const ProviderSettings&)> addressOf = {};
};

std::string routePath(std::size_t index); ///< "routes[0]"
std::string providerPath(std::size_t index); ///< "providers[0]"

/// The indices of the providers that are targets of these routes, in the order of the file.
std::vector<std::size_t> providersOf(const ExportSource& source);

/// The provider's own base URL, else that of the catalog.
ProviderAddress addressOf(const ExportSource& source, const ProviderSettings& provider);

/// Notes the settings of a route and of a provider that neither program supports.
void noteOwnOfRoute(const RouteSettings& route, const std::string& path, ExportLog& log);
void noteOwnOfProvider(const ProviderSettings& provider, const std::string& path, ExportLog& log);
void noteOwnOfConsumer(const ConsumerSettings& consumer, const std::string& path, ExportLog& log);

} // namespace gateway::config::foreign
