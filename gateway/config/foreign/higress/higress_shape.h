#pragma once

#include "gateway/core/json/json.h"

namespace gateway::config::foreign {

// What an object of a Higress document is, by its fields.

bool isPlugin(const Json& node); ///< a WasmPlugin of Kubernetes
bool isPluginConfig(const Json& node); ///< of ai-proxy
bool isRoute(const Json& node);
bool isProvider(const Json& node);
bool isConsumer(const Json& node);

/// What the weights of a route add up to.
inline constexpr int kWhole = 100;

/// Whether `document` has the fields of a Higress configuration.
bool looksLikeHigress(const Json& document);

} // namespace gateway::config::foreign
