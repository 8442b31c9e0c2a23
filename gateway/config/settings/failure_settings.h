#pragma once

#include "route_settings.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config {

/// The reaction to a failed attempt.
enum class Next {
    RetrySameKey,
    NextKey, ///< another key of the same target; the next target if there is none
    NextTarget,
    GiveUp, ///< the client gets this failure
};
inline constexpr std::array kNexts{Next::RetrySameKey, Next::NextKey, Next::NextTarget, Next::GiveUp};

/// "retry_same_key" and so on.
std::string_view toText(Next next);
std::optional<Next> nextOf(std::string_view text);

/// What a failure puts into cooldown.
enum class Rests { Nothing, Key, KeyOnModel, Model, Provider };
inline constexpr std::array kRests{Rests::Nothing, Rests::Key, Rests::KeyOnModel, Rests::Model, Rests::Provider};

/// "key_on_model" and so on.
std::string_view toText(Rests rests);
std::optional<Rests> restsOf(std::string_view text);

/// A range of HTTP statuses, or a single one.
struct StatusRange {
    int from = 0;
    int to = 0; ///< inclusive

    bool operator==(const StatusRange&) const = default;
};
inline constexpr int kLeastStatus = 100;
inline constexpr int kMostStatus = 599;

/// "4xx" for a whole class, otherwise "429" or "400-428".
std::string toText(const StatusRange& statuses);
/// The whole class for "1xx" to "5xx".
std::optional<StatusRange> hundredOf(std::string_view text);

/// A user-defined rule that classifies failures.
struct FailureRuleSettings {
    std::string name;
    std::optional<FailureClass> failure = FailureClass::ServerError; ///< empty: the request itself is invalid
    std::vector<StatusRange> statuses;   ///< one must match; empty: any
    std::vector<std::string> words;      ///< one must occur, ignoring case; empty: any
    std::optional<std::string> provider; ///< id or type; empty: any
    std::optional<Rests> rests;          ///< empty: as the failure class

    bool operator==(const FailureRuleSettings&) const = default;
};

/// User-defined reactions to a failure class; empty: built-in default.
struct FailureClassSettings {
    std::optional<Next> then;
    std::optional<Rests> rests;
    std::optional<bool> atOnce; ///< the first failure starts the cooldown
    std::optional<int> rest_ms; ///< duration of the cooldown, 0 to a day

    bool operator==(const FailureClassSettings&) const = default;
};

struct FailureSettings {
    std::vector<FailureRuleSettings> rules; ///< checked before the built-in rules, in this order
    std::vector<std::pair<std::string, FailureClassSettings>> classes; ///< by the names in `fallback.on`

    bool operator==(const FailureSettings&) const = default;
};

} // namespace gateway::config
