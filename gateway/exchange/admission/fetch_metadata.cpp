#include "fetch_metadata.h"

#include "gateway/core/text/ascii.h"

namespace gateway::exchange {

namespace {

constexpr std::string_view kDestination = "sec-fetch-dest";
constexpr std::string_view kMode = "sec-fetch-mode";
constexpr std::string_view kSite = "sec-fetch-site";

/// Whether `holds` is true for every line of `name`, of which there may be none.
template <class Holds> bool all(const http::Headers& headers, std::string_view name, Holds holds)
{
    if (!headers.find(name))
        return true;
    for (const auto& [field, value] : headers.fields())
        if (equalsIgnoringCase(field, name) && !holds(trimmed(value)))
            return false;
    return true;
}

} // namespace

// Unknown destinations of later browsers count as embedded: only an answer to a script is not.
BrowserUse browserUse(const http::Headers& headers)
{
    if (!headers.find(kDestination) && !headers.find(kMode) && !headers.find(kSite))
        return BrowserUse::None;
    const bool isPlain = all(headers, kDestination, [](std::string_view value) { return value == "empty" || value == "websocket"; });
    const bool isFetch = all(headers, kMode, [](std::string_view value) {
        return value == "cors" || value == "no-cors" || value == "same-origin" || value == "websocket";
    });
    return isPlain && isFetch ? BrowserUse::Fetch : BrowserUse::Embedded;
}

bool isCrossSite(const http::Headers& headers)
{
    return !all(headers, kSite, [](std::string_view value) { return value == "same-origin" || value == "none"; });
}

} // namespace gateway::exchange
