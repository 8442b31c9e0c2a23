#pragma once

#include "gateway/core/json/json.h"

namespace gateway::config::foreign {

// Detects the kind of an object in a Higress document by its fields.

bool isPlugin(const Json& node); ///< a WasmPlugin of Kubernetes
bool isPluginConfig(const Json& node); ///< of ai-proxy
bool isRoute(const Json& node);
bool isProvider(const Json& node);
bool isConsumer(const Json& node);

/// The sum of the weights of a route.
inline constexpr int kWhole = 100;

/// Whether `document` has the fields of a Higress configuration.
bool looksLikeHigress(const Json& document);

} // namespace gateway::config::foreign
