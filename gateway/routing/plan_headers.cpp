#include "plan_headers.h"

#include "gateway/core/text/ascii.h"
#include "gateway/routing/health/reset_text.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace gateway::routing {

namespace {

using providers::PlanWindow;

constexpr std::string_view kAnthropic = "anthropic-ratelimit-unified-";
constexpr std::string_view kCodex = "x-codex-";
constexpr std::size_t kMostOfHead = 8; // of one head
constexpr double kOneInPercent = 100; // percent
constexpr double kMostTold = 1000;

std::optional<double> numberOf(std::string_view value)
{
    double number = 0;
    const auto [end, error] = std::from_chars(value.data(), value.data() + value.size(), number);
    const bool isNumber = error == std::errc() && end == value.data() + value.size() && std::isfinite(number) && number >= 0;
    return isNumber ? std::optional(number) : std::nullopt;
}

/// A window as its headers describe it.
struct Found {
    std::string key;  // as in the headers
    std::string name; // for the user
    std::optional<double> usedPercent;
    std::optional<WallTime> reset;
};

Found* foundOf(std::vector<Found>& all, std::string_view key)
{
    const auto known = std::ranges::find(all, key, &Found::key);
    if (known != all.end())
        return &*known;
    return all.size() < kMostOfHead ? &all.emplace_back(Found{std::string(key), {}, {}, {}}) : nullptr;
}

/// "5h-utilization", "7d-reset", "7d_oi-utilization": a fraction, and seconds since 1970.
void takeAnthropic(std::string_view rest, std::string_view value, WallTime now, std::vector<Found>& all)
{
    const std::size_t dash = rest.rfind('-');
    if (dash == std::string_view::npos)
        return;
    const std::string_view key = rest.substr(0, dash);
    const std::string_view what = rest.substr(dash + 1);
    if (what != "utilization" && what != "reset")
        return;
    Found* const found = foundOf(all, key);
    if (!found)
        return;
    found->name = key == "7d" ? "week" : std::string(key);
    if (what == "reset")
        found->reset = parseMoment(value, now);
    else if (const auto used = numberOf(value); used && *used * kOneInPercent <= kMostTold)
        found->usedPercent = *used * kOneInPercent;
}

/// "primary-used-percent", "secondary-window-minutes", "primary-reset-at".
void takeCodex(std::string_view rest, std::string_view value, WallTime now, std::vector<Found>& all)
{
    const std::size_t dash = rest.find('-');
    const std::string_view key = rest.substr(0, dash);
    if (dash == std::string_view::npos || (key != "primary" && key != "secondary"))
        return;
    const std::string_view what = rest.substr(dash + 1);
    Found* const found = foundOf(all, key);
    if (!found)
        return;
    if (what == "reset-at") {
        found->reset = parseMoment(value, now);
    } else if (what == "used-percent") {
        if (const auto used = numberOf(value); used && *used <= kMostTold)
            found->usedPercent = *used;
    } else if (what == "window-minutes") {
        constexpr double kYear = 366.0 * 24 * 60;
        if (const auto minutes = numberOf(value); minutes && *minutes <= kYear)
            found->name = providers::windowName(std::chrono::minutes(static_cast<std::int64_t>(*minutes)));
    }
}

} // namespace

// Sources: answers of Anthropic to Claude Code (anthropic-ratelimit-unified-*), as quoted in issues of its users; Codex
// 0.171.0, codex-api/src/rate_limits.rs (x-codex-*). Read 2026-11-27.
std::vector<PlanWindow> planWindows(const http::Headers& headers, WallTime now)
{
    std::vector<Found> all;
    for (const auto& [field, value] : headers.fields()) {
        if (startsIgnoringCase(field, kAnthropic))
            takeAnthropic(asciiLower(field.substr(kAnthropic.size())), value, now, all);
        else if (startsIgnoringCase(field, kCodex))
            takeCodex(asciiLower(field.substr(kCodex.size())), value, now, all);
    }
    std::vector<PlanWindow> windows;
    for (Found& found : all)
        if (found.usedPercent)
            windows.push_back({found.name.empty() ? std::move(found.key) : std::move(found.name), *found.usedPercent, found.reset});
    return windows;
}

} // namespace gateway::routing
