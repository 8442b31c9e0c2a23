#include "html_text.h"

#include "gateway/core/text/utf8.h"

namespace gateway::evaluation {

namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

/// U+FFFE or U+FFFF, which XML forbids.
bool isNoncharacter(std::string_view text) { return text.starts_with("\xEF\xBF\xBE") || text.starts_with("\xEF\xBF\xBF"); }

bool isForbidden(char c)
{
    const auto byte = static_cast<unsigned char>(c);
    return (byte < 0x20 && c != '\n' && c != '\t') || byte == 0x7F;
}

std::string_view entityOf(char c)
{
    switch (c) {
    case '&':
        return "&amp;";
    case '<':
        return "&lt;";
    case '>':
        return "&gt;";
    case '"':
        return "&quot;";
    case '\'':
        return "&#39;";
    default:
        return {};
    }
}

} // namespace

std::string htmlText(std::string_view text)
{
    const std::string valid = validUtf8(text);
    std::string html;
    html.reserve(valid.size());
    for (std::size_t i = 0; i < valid.size(); ++i) {
        if (isNoncharacter(std::string_view(valid).substr(i))) {
            html += kReplacement;
            i += 2;
        } else if (const auto entity = entityOf(valid[i]); !entity.empty()) {
            html += entity;
        } else if (valid[i] == '\r') {
            html += i + 1 < valid.size() && valid[i + 1] == '\n' ? "" : "\n";
        } else if (isForbidden(valid[i])) {
            html += kReplacement;
        } else {
            html += valid[i];
        }
    }
    return html;
}

} // namespace gateway::evaluation
