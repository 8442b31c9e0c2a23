#pragma once

#include "gateway/config/foreign/reading/foreign_object.h"

namespace gateway::config::foreign {

/// Reads `auth` of an instance, in any of its forms, into the keys and the ways to
/// show them. `provider` has its id and its type already.
/// Source: apache/apisix: docs/en/latest/plugins/ai-proxy-multi.md, `instances.auth`.
void readApisixAuth(ForeignObject auth, ProviderSettings& provider);

/// Makes a provider with an address of its own, for which there is no key, one of a type that
/// needs none: the other side asks it without one, too.
void goWithoutKey(ProviderSettings& provider);

} // namespace gateway::config::foreign
