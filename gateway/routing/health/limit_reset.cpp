#include "limit_reset.h"

#include "reset_text.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>

namespace gateway::routing {

namespace {

using Time = std::optional<Milliseconds>;

/// Either may be unknown.
Time longer(Time a, Time b)
{
    if (!a || !b)
        return a ? a : b;
    return std::max(*a, *b);
}

/// The time from now until `moment`; empty if that has passed.
Time until(std::optional<WallTime> moment, WallTime now)
{
    if (!moment || *moment <= now)
        return std::nullopt;
    if (*moment - now > kLongestReset)
        return kLongestReset;
    return std::chrono::ceil<Milliseconds>(*moment - now);
}

// Sources: RFC 9110 §10.2.3; OpenAI's and Azure's client libraries for the two in milliseconds.
Time retryAfter(const http::Headers& headers, WallTime now)
{
    for (const char* const name : {"retry-after-ms", "x-ms-retry-after-ms"})
        if (const auto value = headers.find(name))
            if (const auto length = parseLength(*value, Milliseconds(1)))
                return length;
    const auto value = headers.find("retry-after");
    if (!value)
        return std::nullopt;
    if (const auto length = parseLength(*value))
        return length;
    return until(parseHttpDate(*value), now);
}

/// Whether the limit of a "reset" header is the one that was reached, according to the header next to it.
enum class Window { Open, Used, Unknown };

std::string renamed(std::string name, std::string_view word)
{
    constexpr std::string_view kReset = "reset";
    name.replace(name.rfind(kReset), kReset.size(), word);
    return name;
}

Window windowOf(const http::Headers& headers, const std::string& name)
{
    if (const auto left = headers.find(renamed(name, "remaining")))
        return left->find_first_not_of("0.") == std::string_view::npos ? Window::Used : Window::Open;
    if (const auto status = headers.find(renamed(name, "status")))
        return *status == "rejected" ? Window::Used : Window::Open;
    return Window::Unknown;
}

/// The longest of the exhausted limits; if none is marked as such, the shortest of those without this information: a
/// client that retries too early gets the limit again.
// Sources: OpenAI "Rate limits"; Anthropic "Rate limits"; Azure OpenAI; Groq; Cerebras;
// OpenRouter "Limits"; draft-ietf-httpapi-ratelimit-headers-06. Read 2026-11-20.
Time windowReset(const http::Headers& headers, WallTime now)
{
    Time used;
    Time unknown;
    for (const auto& [field, value] : headers.fields()) {
        const std::string name = asciiLower(field);
        if (name.find("ratelimit") == std::string::npos || name.find("reset") == std::string::npos)
            continue;
        const Time reset = until(parseMoment(value, now), now);
        const Window window = windowOf(headers, name);
        if (window == Window::Used)
            used = longer(used, reset);
        else if (window == Window::Unknown && reset)
            unknown = unknown ? std::min(*unknown, *reset) : *reset;
    }
    return used ? used : unknown;
}

/// When the answer was sent, by the clock to which its times refer: ours may be wrong. Source: RFC 9110 §6.6.1.
WallTime timeOf(const http::Headers& headers, WallTime now)
{
    constexpr std::chrono::hours kMostApart{26}; // a larger difference is an error rather than a clock difference
    const auto date = headers.find("date");
    const auto sent = date ? parseHttpDate(*date) : std::nullopt;
    const bool isLikely = sent && *sent > now - kMostApart && *sent < now + kMostApart;
    return isLikely ? *sent : now;
}

Time inWords(std::string_view text, const LimitReset& how)
{
    return longer(lengthInWords(text), until(momentInWords(text, how.now, how.zone), how.now));
}

} // namespace

std::optional<Milliseconds> limitReset(const http::Headers& headers, const protocol::UpstreamError& said,
                                       const LimitReset& asked)
{
    LimitReset how = asked;
    how.now = timeOf(headers, asked.now);
    // A plan that is exhausted for hours does not reset after the seconds of a Retry-After.
    Time reset = retryAfter(headers, how.now);
    if (how.isLimit) {
        reset = longer(reset, parseLength(said.retryDelay));
        reset = longer(reset, until(parseMoment(said.resetsAt, how.now), how.now));
        reset = longer(reset, inWords(said.message, how));
        reset = longer(reset, inWords(said.more, how));
        if (!reset)
            reset = windowReset(headers, how.now);
    }
    if (!reset || *reset <= Milliseconds(0))
        return std::nullopt;
    return std::min(*reset, kLongestReset);
}

} // namespace gateway::routing
