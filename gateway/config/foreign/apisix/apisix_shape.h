#pragma once

#include "gateway/core/json/json.h"

namespace gateway::config::foreign {

/// The object without the Admin API wrapper: {"key": "/apisix/routes/1", "value": {...}}.
const Json& unwrapped(const Json& node);

/// Whether it is the configuration of a plugin without a route.
bool isPluginAlone(const Json& node);

// Limits of its fields.
inline constexpr int kMaxTimeout_ms = 600000;
inline constexpr int kLeastIdle_ms = 1000;
inline constexpr int kSecond_ms = 1000;

/// Whether `document` has the fields of an APISIX configuration.
bool looksLikeApisix(const Json& document);

} // namespace gateway::config::foreign
