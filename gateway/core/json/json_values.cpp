#include "json_values.h"

#include "gateway/core/text/widest.h"

#include <algorithm>
#include <cstdint>

namespace gateway {

namespace {

/// The position after the string that begins before `at`.
std::size_t endOfString(std::string_view json, std::size_t at)
{
    for (;;) {
        const std::size_t quote = json.find('"', at);
        if (quote == std::string_view::npos)
            return json.size();
        std::size_t escapes = 0;
        while (quote - escapes > at && json[quote - escapes - 1] == '\\')
            ++escapes;
        if (escapes % 2 == 0)
            return quote + 1;
        at = quote + 1;
    }
}

/// Once the count exceeds `enough`, any number above it may be returned.
std::size_t countedValues(std::string_view json, std::size_t enough)
{
    std::size_t count = 1;
    char before = ','; // last byte that was not white space
    for (std::size_t at = 0; at < json.size() && count <= enough;) {
        const char c = json[at++];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            continue;
        if (c == '"')
            at = endOfString(json, at);
        else if (c == ',' || c == '[' || c == '{')
            ++count;
        else if ((c == ']' && before == '[') || (c == '}' && before == '{'))
            --count; // empty
        before = c;
    }
    return count;
}

/// At least the number of values: each but the first follows one of these characters, which strings may contain, too.
GATEWAY_WIDEST std::size_t possibleValues(std::string_view json)
{
    constexpr std::size_t kBlock = 128; // so that a byte can count, which the compiler vectorises
    std::size_t count = 1;
    for (; !json.empty(); json.remove_prefix(std::min(kBlock, json.size()))) {
        std::uint8_t inBlock = 0;
        for (const char c : json.substr(0, kBlock))
            inBlock = static_cast<std::uint8_t>(inBlock + ((c == ',') | (c == '[') | (c == '{')));
        count += inBlock;
    }
    return count;
}

} // namespace

std::size_t jsonValues(std::string_view json) { return countedValues(json, json.size() + 1); }

bool holdsMoreValues(std::string_view json, std::size_t most)
{
    if (json.size() / 2 < most) // each needs a byte, plus a separator
        return false;
    if (possibleValues(json) <= most) // usually enough, and far quicker
        return false;
    return countedValues(json, most + 1) > most; // the last one opened may be empty
}

bool isLongWork(std::string_view json) { return json.size() > kMostBytesAtOnce || holdsMoreValues(json, kMostValuesAtOnce); }

} // namespace gateway
