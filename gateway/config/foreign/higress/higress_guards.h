#pragma once

#include <string>
#include <string_view>

namespace gateway::config::foreign {

/// The name of a plugin without what its place adds: "ai-proxy" of "ai-proxy.internal", "ai-proxy-1.0.0" or, where the
/// name is one's own, of the image "oci://registry/plugins/ai-proxy:1.0.0".
std::string higressPluginName(std::string_view name, std::string_view url);

/// Whether routes without this plugin of Higress might let in more: every plugin but those that are known to refuse
/// nobody and to limit nothing.
bool isHigressGuard(std::string_view plugin);

/// Whether an annotation of an ingress refuses callers or limits them.
bool isGuardAnnotation(std::string_view name);

} // namespace gateway::config::foreign
