#include "text_matcher.h"

#include <QString>

namespace gateway::routing {

namespace {
QString asQString(std::string_view text)
{
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}
} // namespace

TextMatcher::TextMatcher(const config::TextMatch& match) : m_match(match)
{
    if (match.kind != config::TextMatch::Kind::Regex)
        return;
    m_regex.setPattern(asQString(match.text));
    m_regex.optimize();
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
        return m_regex.match(asQString(text)).hasMatch();
    case config::TextMatch::Kind::Present:
        return true;
    }
    return false;
}

} // namespace gateway::routing
