#pragma once

#include <string_view>

namespace gateway::config::foreign {

/// Whether a plugin of Higress, or an annotation of an ingress, refuses callers or what
/// they send, so that routes without it are open to more.
bool isHigressGuard(std::string_view name, std::string_view url = {});

} // namespace gateway::config::foreign
