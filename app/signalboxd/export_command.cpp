#include "export_command.h"

#include "gateway/providers/catalog.h"
#include "gateway/providers/upstream_endpoint.h"

#include <ostream>

namespace app {

int exportConfiguration(const gateway::config::Settings& settings, gateway::config::foreign::Program to,
    const std::vector<std::string>& routes, std::ostream& out, std::ostream& err)
{
    namespace foreign = gateway::config::foreign;
    const auto catalog = gateway::providers::Catalog::load();
    foreign::ExportOptions options{routes, {}};
    options.addressOf = [&](const gateway::config::ProviderSettings& provider) {
        if (!catalog)
            return foreign::ProviderAddress();
        const auto endpoint = gateway::providers::resolveEndpoint(provider, **catalog);
        if (!endpoint || endpoint->protocol != gateway::providers::Protocol::OpenAiChat) // the protocol that both programs support
            return foreign::ProviderAddress();
        const std::string origin = endpoint->origin();
        return foreign::ProviderAddress{endpoint->baseUrl, origin + endpoint->chatPath};
    };
    const auto exported = foreign::exportText(settings, to, options);
    if (!exported) {
        err << "signalboxd: " << exported.error().text() << '\n';
        return 1;
    }
    out << exported->text << std::flush;
    for (const foreign::Note& note : exported->notes)
        err << "note: " << toText(note) << '\n';
    return 0;
}

} // namespace app
