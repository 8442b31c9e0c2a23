#pragma once

#include "gateway/core/json/json.h"

namespace gateway::config::foreign {

/// The object itself, which the Admin API wraps: {"key": "/apisix/routes/1", "value": {...}}.
const Json& unwrapped(const Json& node);

/// Whether it is the configuration of a plugin, without the route around it.
bool isPluginAlone(const Json& node);

// What its fields may hold.
inline constexpr int kMaxTimeout_ms = 600000;
inline constexpr int kLeastIdle_ms = 1000;
inline constexpr int kSecond_ms = 1000;

/// Whether `document` has the fields of an APISIX configuration.
bool looksLikeApisix(const Json& document);

} // namespace gateway::config::foreign
