#include "text_matcher.h"

namespace gateway::routing {

TextMatcher::TextMatcher(const config::TextMatch& match) : m_match(match)
{
    if (match.kind == config::TextMatch::Kind::Regex)
        m_regex.emplace(match.text);
}

bool TextMatcher::matches(std::string_view text) const
{
    switch (m_match.kind) {
    case config::TextMatch::Kind::Exact:
        return text == m_match.text;
    case config::TextMatch::Kind::Prefix:
        return text.starts_with(m_match.text);
    case config::TextMatch::Kind::Suffix:
        return text.ends_with(m_match.text);
    case config::TextMatch::Kind::Regex:
        return m_regex->isFoundIn(text);
    case config::TextMatch::Kind::Present:
        return true;
    }
    return false;
}

} // namespace gateway::routing
