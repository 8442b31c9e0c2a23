#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

namespace gateway::config::foreign {

/// Reads `auth` of an instance, in any of its forms, into the keys and the way to send them. `provider` already has its
/// id and type. Source: apache/apisix: docs/en/latest/plugins/ai-proxy-multi.md, `instances.auth`.
void readApisixAuth(ForeignObject auth, ProviderSettings& provider);

/// Gives a provider with its own base URL and without a key a type that needs none: the other gateway also sends no
/// key.
void goWithoutKey(ProviderSettings& provider);

} // namespace gateway::config::foreign
