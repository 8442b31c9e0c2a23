#include "user_names.h"

namespace gateway::host {

std::optional<std::uint32_t> ownUser() { return std::nullopt; }

std::optional<std::uint32_t> userNamed(const std::string&) { return std::nullopt; }

} // namespace gateway::host
