#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/result.h"

#include <QString>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::usage {

/// Sums over a span of time.
struct Totals {
    std::int64_t exchanges = 0;
    std::int64_t failed = 0; ///< `ExchangeRecord::isFailure()`
    std::int64_t fallbacks = 0; ///< answered by another than the first choice
    std::int64_t inputTokens = 0; ///< fresh; the cached parts stand beside it
    std::int64_t cachedInputTokens = 0;
    std::int64_t cacheWriteTokens = 0;
    std::int64_t outputTokens = 0; ///< without reasoning
    std::int64_t reasoningTokens = 0;
    std::int64_t costUsd_pico = 0; ///< millionths of a millionth of a dollar; what has a price in dollars
    std::int64_t costCny_pico = 0; ///< likewise in yuan: nothing is converted
    std::int64_t unpriced = 0; ///< exchanges that a provider answered and whose cost nobody knows
    std::int64_t unknownUsage = 0; ///< exchanges that a provider answered and whose tokens nobody reported
};

/// What sums are taken apart by. Times are those of this machine's clocks.
enum class UsageBy { Month, Day, Hour, Provider, Model, Key, Consumer, Route, AskedModel, Program, Project, Session, Trace, Client, Api, Outcome };

/// As people write them. The provider is the one that answered, or was asked last; so are the model and its key.
inline constexpr std::array kUsageBys{std::pair<std::string_view, UsageBy>{"month", UsageBy::Month},
    std::pair<std::string_view, UsageBy>{"day", UsageBy::Day}, std::pair<std::string_view, UsageBy>{"hour", UsageBy::Hour},
    std::pair<std::string_view, UsageBy>{"provider", UsageBy::Provider}, std::pair<std::string_view, UsageBy>{"model", UsageBy::Model},
    std::pair<std::string_view, UsageBy>{"key", UsageBy::Key}, std::pair<std::string_view, UsageBy>{"consumer", UsageBy::Consumer},
    std::pair<std::string_view, UsageBy>{"route", UsageBy::Route}, std::pair<std::string_view, UsageBy>{"asked", UsageBy::AskedModel},
    std::pair<std::string_view, UsageBy>{"program", UsageBy::Program}, std::pair<std::string_view, UsageBy>{"project", UsageBy::Project},
    std::pair<std::string_view, UsageBy>{"session", UsageBy::Session}, std::pair<std::string_view, UsageBy>{"trace", UsageBy::Trace},
    std::pair<std::string_view, UsageBy>{"client", UsageBy::Client},
    std::pair<std::string_view, UsageBy>{"api", UsageBy::Api}, std::pair<std::string_view, UsageBy>{"outcome", UsageBy::Outcome}};

/// Of the exchanges that began in [from, to).
struct UsageQuery {
    WallTime from{};
    WallTime to{};
    std::vector<UsageBy> by; ///< empty: all in one
};

struct UsageRow {
    std::vector<std::string> names; ///< as many as `by`; empty: none, such as no route
    Totals totals;
};

/// The sums of a usage database, sorted by their names; exactly one row where nothing takes them apart.
/// Reads the file whether a gateway writes to it or not, and changes nothing. Any thread; blocks.
/// Errors: Io, also where there is no file.
Result<std::vector<UsageRow>> readUsage(const QString& file, const UsageQuery& query);

} // namespace gateway::usage
