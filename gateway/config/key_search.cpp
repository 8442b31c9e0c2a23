#include "key_search.h"

#include "document.h"

#include "gateway/config/settings/key_names.h"
#include "gateway/core/secret_reference.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/key_shape.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

namespace gateway::config {

namespace {

/// The text between quotation marks, and whether a colon follows, which makes it a field name.
struct Literal {
    std::string_view text;
    bool isName = false;
};

std::vector<Literal> literalsOf(std::string_view text)
{
    std::vector<Literal> all;
    for (std::size_t at = text.find('"'); at != std::string_view::npos; at = text.find('"', at)) {
        const std::size_t begin = ++at;
        while (at < text.size() && text[at] != '"' && text[at] != '\n')
            at += text[at] == '\\' ? 2 : 1;
        at = std::min(at, text.size());
        const std::size_t next = text.find_first_not_of("\" \t\r\n", at);
        all.push_back({text.substr(begin, at - begin), next != std::string_view::npos && text[next] == ':'});
        at = std::min(at + 1, text.size());
    }
    return all;
}

/// Whether it contains a key anywhere, as in "Bearer sk-...".
bool holdsShape(std::string_view text)
{
    while (!text.empty()) {
        const std::size_t end = std::min(text.find_first_of(" :,;?&=\\"), text.size());
        if (beginsLikeKey(text.substr(0, end)))
            return true;
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
}

/// Whether a field of that name is a secret, and not, as "key" and "token" may be, the name of something.
bool namesSecret(std::string_view name)
{
    const std::string lower = asciiLower(name);
    return (soundsLikeSecret(name) || carriesKey(name)) && lower != "key" && lower != "token";
}

bool mayStand(std::string_view value)
{
    const auto reference = SecretReference::parse(value);
    const bool isSafe = reference && (reference->store != SecretReference::Store::Environment || !hasKeyShape(reference->name));
    return value.empty() || isSafe || value.find("${") != std::string_view::npos;
}

/// Whether the parser finds an invalid secret, or keys that are texts.
bool isRefused(const std::string& text)
{
    std::vector<Issue> issues;
    static_cast<void>(Document::parse(text, issues));
    return std::ranges::any_of(issues, [](const Issue& issue) {
        const bool isOfKey = issue.path.ends_with("secret") || issue.path.find("keys[") != std::string::npos || issue.path.ends_with("keys");
        return isOfKey && issue.level == Issue::Level::Error;
    });
}

} // namespace

bool mayHoldKey(const std::string& text)
{
    std::string_view name;
    for (const Literal& literal : literalsOf(text)) {
        if (holdsShape(literal.text) || (!literal.isName && namesSecret(name) && !mayStand(literal.text)))
            return true;
        name = literal.isName ? literal.text : std::string_view();
    }
    return isRefused(text);
}

} // namespace gateway::config
