#include "message.h"

#include <QtGlobal>

#include <algorithm>

namespace gateway::http {

namespace {

/// Sufficient for the headers of most messages, and the limit for what is kept of larger ones.
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

// Source: WHATWG URL, application/x-www-form-urlencoded parsing; invalid escapes are kept.
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
    m_text.resize(std::max(bytes, m_text.size()));
    m_places.reserve(count);
}

void Headers::clear()
{
    m_places.clear();
    m_marks = 0;
    if (m_text.size() > kKeptBytes)
        m_text = {};
}

// Hand-written, since appending to a std::string costs more than everything else.
void Headers::add(std::string_view name, std::string_view value)
{
    const std::size_t begin = byteCount();
    const std::size_t nameEnd = begin + name.size();
    const std::size_t end = nameEnd + value.size();
    if (end > m_text.size())
        return addGrowing(name, value);
    std::copy_n(name.data(), name.size(), m_text.data() + begin);
    std::copy_n(value.data(), value.size(), m_text.data() + nameEnd);
    m_places.push_back({static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(nameEnd),
                        static_cast<std::uint32_t>(end)});
    m_marks |= nameMark(name);
}

// The views may point into this text.
void Headers::addGrowing(std::string_view name, std::string_view value)
{
    const std::string ownName(name);
    const std::string ownValue(value);
    m_text.resize(std::max({byteCount() + name.size() + value.size(), 2 * m_text.size(), kFirstBytes}));
    m_places.reserve(kFirstFields);
    add(ownName, ownValue);
}

void Headers::set(std::string_view name, std::string_view value)
{
    const bool mayBeThere = mayHold(name);
    add(name, value);
    if (!mayBeThere)
        return;
    const Place added = m_places.back();
    m_places.pop_back();
    remove({m_text.data() + added.name, added.value - added.name});
    m_places.push_back(added);
}

void Headers::remove(std::string_view name)
{
    if (mayHold(name))
        std::erase_if(m_places, [&](const Place& place) { return isNamed(place, name); });
}

std::optional<std::string_view> Headers::find(std::string_view name) const
{
    if (mayHold(name))
        for (const Place& place : m_places)
            if (isNamed(place, name))
                return valueAt(place);
    return std::nullopt;
}

std::size_t Headers::count(std::string_view name) const
{
    if (!mayHold(name))
        return 0;
    return static_cast<std::size_t>(
        std::count_if(m_places.begin(), m_places.end(), [&](const Place& place) { return isNamed(place, name); }));
}

bool Headers::hasToken(std::string_view name, std::string_view token) const
{
    if (!mayHold(name))
        return false;
    for (const Place& place : m_places) {
        if (!isNamed(place, name))
            continue;
        std::string_view rest = valueAt(place);
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
    isLoopback = isThisMachine = keepAlive = true;
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
