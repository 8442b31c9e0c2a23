#pragma once

#include "gateway/config/settings/provider_settings.h"

#include "ui/models/gateway_parts.h"

#include <QStringList>

#include <string>
#include <vector>

namespace ui::models {

/// The models of a configured provider, as far as they are known.
struct KnownModels {
    enum class Origin { Configured, Listed, Catalog };
    Origin origin = Origin::Catalog;
    std::vector<std::string> names; ///< may be empty
};

/// Those of its configuration, otherwise those that it lists, otherwise those in the catalog. Main thread.
KnownModels knownModels(const gateway::config::ProviderSettings& settings, const Providers& providers);

/// PROVIDER/MODEL for each known model of each provider that can be used, each once. Main thread.
QStringList usableModels(const GatewayParts<Configuration, Providers>& access);

} // namespace ui::models
