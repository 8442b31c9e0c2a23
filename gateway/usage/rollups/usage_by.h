#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace gateway::usage {

/// How sums can be grouped. Times are local.
enum class UsageBy {
    Month, Day, Hour, Minute, Provider, Model, Key, Consumer, Route, AskedModel, Program, Project, Client, Api, Outcome, Session, Agent, Trace
};

/// Names for users. Provider, model and key are those that answered, or were tried last. What an attempt used, and its
/// count and failure, belongs to the attempt's own.
inline constexpr std::array kUsageBys{std::pair<std::string_view, UsageBy>{"month", UsageBy::Month},
    std::pair<std::string_view, UsageBy>{"day", UsageBy::Day}, std::pair<std::string_view, UsageBy>{"hour", UsageBy::Hour},
    std::pair<std::string_view, UsageBy>{"minute", UsageBy::Minute}, std::pair<std::string_view, UsageBy>{"provider", UsageBy::Provider},
    std::pair<std::string_view, UsageBy>{"model", UsageBy::Model}, std::pair<std::string_view, UsageBy>{"key", UsageBy::Key},
    std::pair<std::string_view, UsageBy>{"consumer", UsageBy::Consumer}, std::pair<std::string_view, UsageBy>{"route", UsageBy::Route},
    std::pair<std::string_view, UsageBy>{"asked", UsageBy::AskedModel}, std::pair<std::string_view, UsageBy>{"program", UsageBy::Program},
    std::pair<std::string_view, UsageBy>{"project", UsageBy::Project},
    std::pair<std::string_view, UsageBy>{"client", UsageBy::Client}, std::pair<std::string_view, UsageBy>{"api", UsageBy::Api},
    std::pair<std::string_view, UsageBy>{"outcome", UsageBy::Outcome},
    std::pair<std::string_view, UsageBy>{"session", UsageBy::Session}, std::pair<std::string_view, UsageBy>{"agent", UsageBy::Agent},
    std::pair<std::string_view, UsageBy>{"trace", UsageBy::Trace}};

/// Whether it is a span of time; otherwise a name.
constexpr bool isTime(UsageBy by) { return by < UsageBy::Provider; }

/// Whether it has so many values that there are no sums for it: only the exchanges themselves have it.
constexpr bool isOfDetails(UsageBy by) { return by > UsageBy::Outcome; }

/// Number of names that sums have, and the index of one of them.
inline constexpr std::size_t kNameCount = static_cast<std::size_t>(UsageBy::Outcome) + 1 - static_cast<std::size_t>(UsageBy::Provider);
/// The same of names that only exchanges have.
inline constexpr std::size_t kDetailCount = static_cast<std::size_t>(UsageBy::Trace) - static_cast<std::size_t>(UsageBy::Outcome);
constexpr std::size_t placeOf(UsageBy name) { return static_cast<std::size_t>(name) - static_cast<std::size_t>(UsageBy::Provider); }

} // namespace gateway::usage
