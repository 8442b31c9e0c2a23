#include "json_values.h"

namespace gateway {

namespace {

/// Behind the string that begins in front of `at`.
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

/// Once it is over `enough` it may be told as any number over that.
std::size_t countedValues(std::string_view json, std::size_t enough)
{
    std::size_t count = 1;
    char before = ','; // the last byte that was no white space
    for (std::size_t at = 0; at < json.size() && count <= enough;) {
        const char c = json[at++];
        if (c == ' ' || c == '\t' || c == '\r' || c == '\n')
            continue;
        if (c == '"')
            at = endOfString(json, at);
        else if (c == ',' || c == '[' || c == '{')
            ++count;
        else if ((c == ']' && before == '[') || (c == '}' && before == '{'))
            --count; // nothing is in it
        before = c;
    }
    return count;
}

} // namespace

std::size_t jsonValues(std::string_view json) { return countedValues(json, json.size() + 1); }

bool holdsMoreValues(std::string_view json, std::size_t most)
{
    if (json.size() / 2 < most) // each takes a byte, and one between it and the next
        return false;
    return countedValues(json, most + 1) > most; // what was opened last may turn out to be empty
}

bool isLongWork(std::string_view json) { return json.size() > kMostBytesAtOnce || holdsMoreValues(json, kMostValuesAtOnce); }

} // namespace gateway
