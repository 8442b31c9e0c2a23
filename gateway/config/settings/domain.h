#pragma once

#include <string_view>

namespace gateway::config {

/// Whether a domain as the configuration has it, exact or "*.name", is that of `host`, which has
/// no port; both in lower case. The bare name is not one of "*.name".
constexpr bool domainHolds(std::string_view domain, std::string_view host)
{
    if (!domain.starts_with("*."))
        return host == domain;
    const std::string_view suffix = domain.substr(1); // ".name"
    return host.size() > suffix.size() && host.ends_with(suffix);
}

} // namespace gateway::config
