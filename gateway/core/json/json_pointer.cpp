#include "json_pointer.h"

#include <charconv>
#include <cstddef>
#include <optional>
#include <system_error>

namespace gateway::json {

namespace {

std::optional<char> hexPair(std::string_view text)
{
    constexpr int kHexadecimal = 16;
    unsigned value = 0;
    const char* const end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value, kHexadecimal);
    return text.size() == 2 && problem == std::errc() && stop == end ? std::optional(static_cast<char>(value)) : std::nullopt;
}

/// "a~1b~0c" becomes "a/b~c".
std::string unescaped(std::string_view token)
{
    std::string plain;
    for (std::size_t i = 0; i < token.size(); ++i) {
        const bool isEscape = token[i] == '~' && i + 1 < token.size() && (token[i + 1] == '0' || token[i + 1] == '1');
        plain += !isEscape ? token[i] : token[i + 1] == '0' ? '~' : '/';
        i += isEscape ? 1 : 0;
    }
    return plain;
}

const Json* childOf(const Json& value, const std::string& token)
{
    if (value.is_object()) {
        const auto found = value.find(token);
        return found == value.end() ? nullptr : &*found;
    }
    std::size_t index = 0;
    const char* const end = token.data() + token.size();
    const auto [stop, problem] = std::from_chars(token.data(), end, index);
    const bool isIndex = problem == std::errc() && stop == end && (token.size() == 1 || token.front() != '0');
    return value.is_array() && isIndex && index < value.size() ? &value[index] : nullptr;
}

} // namespace

const Json* pointedTo(const Json& root, std::string_view fragment)
{
    const Json* at = &root;
    const std::string plain = fragmentText(fragment);
    std::string_view rest = plain;
    while (at && !rest.empty()) {
        if (rest.front() != '/')
            return nullptr;
        rest.remove_prefix(1);
        const std::string_view token = rest.substr(0, rest.find('/'));
        at = childOf(*at, unescaped(token));
        rest.remove_prefix(token.size());
    }
    return at;
}

std::string fragmentText(std::string_view fragment)
{
    std::string text;
    for (std::size_t i = 0; i < fragment.size(); ++i) {
        const auto byte = fragment[i] == '%' ? hexPair(fragment.substr(i + 1, 2)) : std::nullopt;
        text += byte.value_or(fragment[i]);
        i += byte ? 2 : 0;
    }
    return text;
}

} // namespace gateway::json
