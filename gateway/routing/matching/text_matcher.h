#pragma once

#include "gateway/config/settings/route_settings.h"
#include "gateway/core/text/pattern.h"

#include <optional>
#include <string>
#include <string_view>

namespace gateway::routing {

/// A compiled `config::TextMatch`. Case-sensitive. Regular expressions are RE2's. Any thread.
class TextMatcher {
public:
    explicit TextMatcher(const config::TextMatch& match);

    /// A regular expression matches if it is found anywhere in the text, as is usual in gateways.
    bool matches(std::string_view text) const;
    const config::TextMatch& source() const { return m_match; }

private:
    config::TextMatch m_match;
    std::optional<Pattern> m_regex;
};

} // namespace gateway::routing
