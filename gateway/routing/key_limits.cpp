#include "key_limits.h"

#include "gateway/core/text/ascii.h"
#include "gateway/routing/health/reset_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::routing {

namespace {

using providers::KeyLimit;

constexpr std::string_view kMark = "ratelimit";
constexpr std::string_view kRequests = "requests"; // the unit of a limit without a name
constexpr std::size_t kMostLimits = 16; // of one head

/// A header's kind of value, and its limit: "x-ratelimit-remaining-requests", "anthropic-ratelimit-requests-remaining".
struct Said {
    enum class What { Limit, Remaining, Reset } what;
    std::string of;
};

/// Excludes most headers by their length or first letter.
bool mayBeLimit(std::string_view field)
{
    constexpr std::string_view kFirst = "arx";
    return field.size() > kMark.size() && kFirst.find(asciiLower(field.front())) != std::string_view::npos;
}

std::optional<Said> saidBy(const std::string& field)
{
    static constexpr std::array<std::pair<std::string_view, Said::What>, 3> kWords{
        {{"limit", Said::What::Limit}, {"remaining", Said::What::Remaining}, {"reset", Said::What::Reset}}};
    std::string_view rest = std::string_view(field).substr(field.find(kMark) + kMark.size());
    std::optional<Said::What> what;
    std::string name;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('-'), rest.size());
        const std::string_view word = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 1, rest.size()));
        const auto known = std::ranges::find(kWords, word, [](const auto& row) { return row.first; });
        if (!what && known != kWords.end())
            what = known->second;
        else if (!word.empty())
            name.append(name.empty() ? "" : "-").append(word);
    }
    return what ? std::optional(Said{*what, name.empty() ? std::string(kRequests) : name}) : std::nullopt;
}

/// "4999", "100;w=60": reads the number in front. A negative one is 0: nothing is left.
std::optional<std::int64_t> countOf(std::string_view value)
{
    std::int64_t count = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), count);
    return error == std::errc() ? std::optional(std::max<std::int64_t>(count, 0)) : std::nullopt;
}

} // namespace

// Sources: OpenAI, Groq, Cerebras and Mistral "Rate limits" (x-ratelimit-*); OpenRouter "Limits" (without a name);
// Anthropic "Rate limits" (anthropic-ratelimit-*); draft-ietf-httpapi-ratelimit-headers-06. Read 2026-11-22.
std::vector<KeyLimit> keyLimits(const http::Headers& headers, WallTime now)
{
    std::vector<KeyLimit> limits;
    for (const auto& [field, value] : headers.fields()) {
        if (!mayBeLimit(field))
            continue;
        const std::string name = asciiLower(field);
        const auto said = name.find(kMark) == std::string::npos ? std::nullopt : saidBy(name);
        if (!said)
            continue;
        auto limit = std::ranges::find(limits, said->of, &KeyLimit::name);
        if (limit == limits.end()) {
            if (limits.size() >= kMostLimits)
                continue;
            limit = limits.insert(limits.end(), KeyLimit{said->of, {}, {}, {}});
        }
        switch (said->what) {
        case Said::What::Limit: limit->limit = countOf(value); break;
        case Said::What::Remaining: limit->remaining = countOf(value); break;
        case Said::What::Reset: limit->reset = parseMoment(value, now); break;
        }
    }
    std::erase_if(limits, [](const KeyLimit& limit) { return !limit.remaining; });
    return limits;
}

} // namespace gateway::routing
