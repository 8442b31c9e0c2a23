#include "missing_endpoints.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>

namespace gateway::exchange {

namespace {

constexpr int kNotFound = 404;
constexpr int kNotAllowed = 405;
constexpr int kNotImplemented = 501;

/// Words of a 404 that is about something which the request names.
constexpr std::array<std::string_view, 14> kNamedThings{"model", "deployment", "previous", "response with", "resp_", "conversation", "item",
    "prompt", "container", "vector", "file_", "file-", "account", "project"};

bool holds(const std::string& text, std::string_view word) { return text.find(word) != std::string::npos; }

} // namespace

bool saysNoEndpoint(int status, std::string_view body, std::string_view message, std::string_view path)
{
    constexpr std::size_t kMost = 4096;
    const std::string words = asciiLower(message.empty() ? body.substr(0, kMost) : message);
    if (status == 200)
        return words.starts_with("unexpected endpoint or method");
    if (status == kNotAllowed || status == kNotImplemented)
        return true;
    if (status != kNotFound)
        return false;
    const std::string asked = asciiLower(path.substr(0, path.find('?')));
    if (!asked.empty() && holds(words, asked))
        return true;
    const bool isPage = words.starts_with('<'); // of a web server, whatever it says
    return isPage || std::ranges::none_of(kNamedThings, [&words](std::string_view word) { return holds(words, word); });
}

std::string MissingEndpoints::keyOf(std::string_view provider, std::string_view origin, std::string_view path)
{
    std::string key(provider);
    return key.append("\n").append(origin).append(path.substr(0, path.find('?')));
}

bool MissingEndpoints::learn(const std::string& key, TimePoint now)
{
    const auto current = known(now);
    Known all = current ? *current : Known();
    const bool isNew = all.insert_or_assign(key, now + kRemembered).second;
    m_known = std::make_shared<const Known>(std::move(all));
    return isNew;
}

std::shared_ptr<const MissingEndpoints::Known> MissingEndpoints::known(TimePoint now)
{
    const auto isOld = [now](const auto& each) { return each.second <= now; };
    if (m_known && std::ranges::any_of(*m_known, isOld)) {
        Known rest = *m_known;
        std::erase_if(rest, isOld);
        m_known = rest.empty() ? nullptr : std::make_shared<const Known>(std::move(rest));
    }
    return m_known;
}

} // namespace gateway::exchange
