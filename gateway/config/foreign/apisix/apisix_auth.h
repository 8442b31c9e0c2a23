#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

namespace gateway::config::foreign {

/// Reads `auth` of an instance, in any of its forms, into the keys and the ways to
/// show them. `provider` has its id and its type already.
/// Source: apache/apisix: docs/en/latest/plugins/ai-proxy-multi.md, `instances.auth`.
void readApisixAuth(ForeignObject auth, ProviderSettings& provider);

} // namespace gateway::config::foreign
