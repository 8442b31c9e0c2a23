#pragma once

#include <string_view>

namespace gateway::config {

/// Whether a configured domain, exact or "*.name", matches `host`, which has no port; both in lower case. "*.name" does
/// not match the bare name.
constexpr bool domainHolds(std::string_view domain, std::string_view host)
{
    if (!domain.starts_with("*."))
        return host == domain;
    const std::string_view suffix = domain.substr(1); // ".name"
    return host.size() > suffix.size() && host.ends_with(suffix);
}

} // namespace gateway::config
