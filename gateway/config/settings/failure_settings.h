#pragma once

#include "route_settings.h"

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace gateway::config {

/// What follows a failed attempt.
enum class Next {
    RetrySameKey,
    NextKey, ///< of the same target; the next target where there is none
    NextTarget,
    GiveUp, ///< the client gets this failure
};
inline constexpr std::array kNexts{Next::RetrySameKey, Next::NextKey, Next::NextTarget, Next::GiveUp};

/// "retry_same_key" and so on.
std::string_view toText(Next next);
std::optional<Next> nextOf(std::string_view text);

/// What a failure sets aside.
enum class Rests { Nothing, Key, KeyOnModel, Model, Provider };
inline constexpr std::array kRests{Rests::Nothing, Rests::Key, Rests::KeyOnModel, Rests::Model, Rests::Provider};

/// "key_on_model" and so on.
std::string_view toText(Rests rests);
std::optional<Rests> restsOf(std::string_view text);

/// HTTP statuses: one, or some that follow each other.
struct StatusRange {
    int from = 0;
    int to = 0; ///< included

    bool operator==(const StatusRange&) const = default;
};
inline constexpr int kLeastStatus = 100;
inline constexpr int kMostStatus = 599;

/// "4xx" where it is all of a hundred, else "429" or "400-428".
std::string toText(const StatusRange& statuses);
/// Of "1xx" to "5xx", all of that hundred.
std::optional<StatusRange> hundredOf(std::string_view text);

/// One of the user's own rules to tell failures apart.
struct FailureRuleSettings {
    std::string name;
    std::optional<FailureClass> failure = FailureClass::ServerError; ///< empty: the request itself is at fault
    std::vector<StatusRange> statuses;   ///< one of them; empty: any
    std::vector<std::string> words;      ///< one of them, without case; empty: any
    std::optional<std::string> provider; ///< id or type; empty: any
    std::optional<Rests> rests;          ///< empty: as its class

    bool operator==(const FailureRuleSettings&) const = default;
};

/// What the user wants to follow from a class of failures; empty: as built in.
struct FailureClassSettings {
    std::optional<Next> then;
    std::optional<Rests> rests;
    std::optional<bool> atOnce; ///< the first failure sets it aside
    std::optional<int> rest_ms; ///< 0 to a day

    bool operator==(const FailureClassSettings&) const = default;
};

struct FailureSettings {
    std::vector<FailureRuleSettings> rules; ///< asked before the built-in ones, in this order
    std::vector<std::pair<std::string, FailureClassSettings>> classes; ///< by the words of `fallback.on`

    bool operator==(const FailureSettings&) const = default;
};

} // namespace gateway::config
