#include "message.h"

#include <algorithm>

namespace gateway::http {

namespace {

/// What fits the fields of most messages, and what may be kept of larger ones.
constexpr std::size_t kFirstBytes = 512;
constexpr std::size_t kFirstFields = 16;
constexpr std::size_t kKeptBytes = 16 * 1024;

int hexValue(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char l = asciiLower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

// Source: WHATWG URL, application/x-www-form-urlencoded parsing; what is no
// valid escape stays as it is.
std::string percentDecoded(std::string_view text)
{
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        const int high = text[i] == '%' && i + 2 < text.size() ? hexValue(text[i + 1]) : -1;
        const int low = high >= 0 ? hexValue(text[i + 2]) : -1;
        if (low >= 0) {
            out.push_back(static_cast<char>(high * 16 + low));
            i += 2;
        } else {
            out.push_back(text[i] == '+' ? ' ' : text[i]);
        }
    }
    return out;
}

} // namespace

void Headers::reserve(std::size_t bytes, std::size_t count)
{
    m_text.reserve(bytes);
    m_places.reserve(count);
}

void Headers::clear()
{
    m_text.clear();
    m_places.clear();
    if (m_text.capacity() > kKeptBytes)
        m_text.shrink_to_fit();
}

// The views may be of this very text.
void Headers::add(std::string_view name, std::string_view value)
{
    const std::size_t begin = m_text.size();
    const std::size_t end = begin + name.size() + value.size();
    if (end > m_text.capacity()) {
        std::string grown;
        grown.reserve(std::max({end, 2 * m_text.capacity(), kFirstBytes}));
        grown.append(m_text).append(name).append(value);
        m_text.swap(grown);
    } else {
        m_text.append(name).append(value);
    }
    if (m_places.empty())
        m_places.reserve(kFirstFields);
    m_places.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(begin + name.size()),
                        static_cast<std::uint32_t>(end)});
}

void Headers::set(std::string_view name, std::string_view value)
{
    add(name, value);
    const Place added = m_places.back();
    m_places.pop_back();
    remove(std::string_view(m_text).substr(added.name, added.value - added.name));
    m_places.push_back(added);
}

void Headers::remove(std::string_view name)
{
    std::erase_if(m_places, [&](const Place& place) { return isNamed(place, name); });
}

std::optional<std::string_view> Headers::find(std::string_view name) const
{
    for (const Place& place : m_places)
        if (isNamed(place, name))
            return std::string_view(m_text).substr(place.value, place.end - place.value);
    return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const
{
    return static_cast<std::size_t>(
        std::count_if(m_places.begin(), m_places.end(), [&](const Place& place) { return isNamed(place, name); }));
}

bool Headers::hasToken(std::string_view name, std::string_view token) const
{
    for (const Place& place : m_places) {
        if (!isNamed(place, name))
            continue;
        std::string_view rest = std::string_view(m_text).substr(place.value, place.end - place.value);
        while (!rest.empty()) {
            const std::size_t comma = rest.find(',');
            if (equalsIgnoringCase(trimmed(rest.substr(0, comma)), token))
                return true;
            rest.remove_prefix(comma == std::string_view::npos ? rest.size() : comma + 1);
        }
    }
    return false;
}

void RequestHead::clear()
{
    for (std::string* const text : {&method, &target, &path, &query, &host, &peer})
        text->clear();
    isSecure = asksForWebSocket = false;
    isLoopback = keepAlive = true;
    headers.clear();
}

void ResponseHead::clear()
{
    status = 0;
    headers.clear();
    contentLength.reset();
    chunked = false;
}

std::optional<std::string> RequestHead::queryParameter(std::string_view name) const
{
    std::string_view rest = query;
    while (!rest.empty()) {
        const std::size_t end = rest.find('&');
        const std::string_view pair = rest.substr(0, end);
        const std::size_t equals = pair.find('=');
        if (percentDecoded(pair.substr(0, equals)) == name)
            return equals == std::string_view::npos ? std::string() : percentDecoded(pair.substr(equals + 1));
        rest.remove_prefix(end == std::string_view::npos ? rest.size() : end + 1);
    }
    return std::nullopt;
}

} // namespace gateway::http
