#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace gateway::usage {

/// What sums are taken apart by. Times are those of this machine's clocks.
enum class UsageBy {
    Month, Day, Hour, Minute, Provider, Model, Key, Consumer, Route, AskedModel, Program, Project, Client, Api, Outcome, Session, Trace
};

/// As people write them. The provider is the one that answered, or was asked last; so are the model and its key. What an attempt has
/// used, and that it was made and failed, is of its own.
inline constexpr std::array kUsageBys{std::pair<std::string_view, UsageBy>{"month", UsageBy::Month},
    std::pair<std::string_view, UsageBy>{"day", UsageBy::Day}, std::pair<std::string_view, UsageBy>{"hour", UsageBy::Hour},
    std::pair<std::string_view, UsageBy>{"minute", UsageBy::Minute}, std::pair<std::string_view, UsageBy>{"provider", UsageBy::Provider},
    std::pair<std::string_view, UsageBy>{"model", UsageBy::Model}, std::pair<std::string_view, UsageBy>{"key", UsageBy::Key},
    std::pair<std::string_view, UsageBy>{"consumer", UsageBy::Consumer}, std::pair<std::string_view, UsageBy>{"route", UsageBy::Route},
    std::pair<std::string_view, UsageBy>{"asked", UsageBy::AskedModel}, std::pair<std::string_view, UsageBy>{"program", UsageBy::Program},
    std::pair<std::string_view, UsageBy>{"project", UsageBy::Project},
    std::pair<std::string_view, UsageBy>{"client", UsageBy::Client}, std::pair<std::string_view, UsageBy>{"api", UsageBy::Api},
    std::pair<std::string_view, UsageBy>{"outcome", UsageBy::Outcome},
    std::pair<std::string_view, UsageBy>{"session", UsageBy::Session}, std::pair<std::string_view, UsageBy>{"trace", UsageBy::Trace}};

/// Whether it is a span of time; the others are names.
constexpr bool isTime(UsageBy by) { return by < UsageBy::Provider; }

/// Whether it has so many names that there are no sums of them: only the exchanges themselves tell.
constexpr bool isOfDetails(UsageBy by) { return by > UsageBy::Outcome; }

/// How many of them are names of sums, and the place of one among all names.
inline constexpr std::size_t kNameCount = static_cast<std::size_t>(UsageBy::Outcome) + 1 - static_cast<std::size_t>(UsageBy::Provider);
constexpr std::size_t placeOf(UsageBy name) { return static_cast<std::size_t>(name) - static_cast<std::size_t>(UsageBy::Provider); }

} // namespace gateway::usage
