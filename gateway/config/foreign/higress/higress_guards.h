#pragma once

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// The base name of a plugin: "ai-proxy" for "ai-proxy.internal", "ai-proxy-1.0.0" or, if the name is user-defined, for
/// the image "oci://registry/plugins/ai-proxy:1.0.0".
std::string higressPluginName(std::string_view name, std::string_view url);

/// Whether routes without this Higress plugin might accept more requests: true for every plugin except those known to
/// reject nobody and to limit nothing.
bool isHigressGuard(std::string_view plugin);

/// Whether an annotation of an ingress rejects or limits callers.
bool isGuardAnnotation(std::string_view name);

} // namespace gateway::config::foreign
