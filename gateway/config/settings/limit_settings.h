#pragma once

#include "gateway/core/calendar.h"
#include "gateway/core/money.h"

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::config {

/// What a limit counts.
enum class LimitKind : std::uint8_t { Requests, Tokens, Cost, Concurrent };
/// The fields of which a limit has exactly one.
inline constexpr std::array<std::string_view, 4> kLimitKindNames{"requests", "tokens", "cost", "concurrent"};

/// What a limit can have separate counters for.
enum class LimitBy : std::uint8_t { Consumer, Route, Provider, Model, Key, Program, Project, Session, Agent };
inline constexpr std::array<std::string_view, 9> kLimitByNames{
    "consumer", "route", "provider", "model", "key", "program", "project", "session", "agent"};

/// What a request reserves of a limit of tokens or cost until it ends.
enum class LimitReserve : std::uint8_t {
    Max, ///< the most it may use
    Estimate, ///< what requests to the model usually use
    None,
};
inline constexpr std::array<std::string_view, 3> kLimitReserveNames{"max", "estimate", "none"};

/// A higher limit until some time.
struct LimitRaise {
    double to = 0; ///< in the unit of the limit
    std::string until; ///< RFC 3339

    bool operator==(const LimitRaise&) const = default;
};

/// Which tokens count.
struct LimitCount {
    std::string which = "total"; ///< input, output, total; ignored if there is an `expression`
    std::string expression = {}; ///< see `limits::CountExpression`

    bool operator==(const LimitCount&) const = default;
};

/// The window of a limit.
struct LimitWindow {
    std::optional<CalendarUnit> unit = {};
    std::int64_t seconds = 0; ///< 0 if there is a `unit`

    bool operator==(const LimitWindow&) const = default;
};

/// The requests that a limit applies to: those that match every list that is not empty.
struct LimitMatch {
    std::vector<std::string> providers = {}; ///< ids
    std::vector<std::string> models = {}; ///< upstream names
    std::vector<std::string> consumers = {}; ///< names

    bool operator==(const LimitMatch&) const = default;
};

/// What a limit does with a request once it is reached.
struct LimitExceeded {
    std::string to = {}; ///< target, PROVIDER/MODEL; empty: the request is refused

    bool operator==(const LimitExceeded&) const = default;
};

/// A limit of the requests that its place covers: exactly one of `requests`, `tokens`, `cost` and `concurrent` is set.
struct LimitSettings {
    std::string name; ///< unique in the configuration
    bool enabled = true;
    std::optional<std::int64_t> requests = {};
    std::optional<std::int64_t> tokens = {};
    std::optional<double> cost = {}; ///< in units of `currency`
    std::optional<std::int64_t> concurrent = {}; ///< requests in flight
    std::optional<LimitRaise> raise = {};
    Currency currency = Currency::Usd; ///< of `cost`
    LimitCount count = {}; ///< of `tokens`
    std::optional<LimitWindow> per = {}; ///< empty for `concurrent`
    bool calendar = false; ///< the window begins at the turn of its unit in local time; otherwise it slides
    std::vector<LimitBy> by = {}; ///< each combination of values has a counter of its own
    LimitMatch match = {};
    LimitReserve reserve = LimitReserve::Max; ///< of `tokens` and `cost`
    LimitExceeded onExceeded = {};
    std::vector<int> warnAt = {}; ///< percentages at which the user is notified
    int queue = 0; ///< of `concurrent`: how many requests may wait
    int queue_ms = 30000; ///< how long each of them waits

    /// The kind of the first of them that is set; `Requests` if none is.
    LimitKind kind() const;

    bool operator==(const LimitSettings&) const = default;
};

/// "requests" ...
constexpr std::string_view toText(LimitKind kind) { return kLimitKindNames[static_cast<std::size_t>(kind)]; }
constexpr std::string_view toText(LimitBy by) { return kLimitByNames[static_cast<std::size_t>(by)]; }

} // namespace gateway::config
