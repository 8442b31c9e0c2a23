#pragma once

#include "gateway_parts.h"

#include <functional>
#include <string_view>

namespace ui::models {

/// Display name of the provider with that id in the current language, also if it was removed.
QString providerName(const CatalogSource& catalog, const gateway::config::Settings& all, const std::string& id);

/// How every list shows an entry of the configuration, by the path of its list ("providers", "routes") and its id or
/// name. What `access` refers to must outlive the function.
std::function<QString(std::string_view list, const std::string& id)> entryNames(const GatewayParts<Configuration, Providers>& access);

} // namespace ui::models
