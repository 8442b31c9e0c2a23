#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <utility>

namespace gateway::usage {

/// What sums are taken apart by. Times are those of this machine's clocks.
enum class UsageBy { Month, Day, Hour, Minute, Provider, Model, Key, Consumer, Route, AskedModel, Program, Client, Api, Outcome };

/// As people write them. The provider is the one that answered, or was asked last; so are the model and its key.
inline constexpr std::array kUsageBys{std::pair<std::string_view, UsageBy>{"month", UsageBy::Month},
    std::pair<std::string_view, UsageBy>{"day", UsageBy::Day}, std::pair<std::string_view, UsageBy>{"hour", UsageBy::Hour},
    std::pair<std::string_view, UsageBy>{"minute", UsageBy::Minute}, std::pair<std::string_view, UsageBy>{"provider", UsageBy::Provider},
    std::pair<std::string_view, UsageBy>{"model", UsageBy::Model}, std::pair<std::string_view, UsageBy>{"key", UsageBy::Key},
    std::pair<std::string_view, UsageBy>{"consumer", UsageBy::Consumer}, std::pair<std::string_view, UsageBy>{"route", UsageBy::Route},
    std::pair<std::string_view, UsageBy>{"asked", UsageBy::AskedModel}, std::pair<std::string_view, UsageBy>{"program", UsageBy::Program},
    std::pair<std::string_view, UsageBy>{"client", UsageBy::Client}, std::pair<std::string_view, UsageBy>{"api", UsageBy::Api},
    std::pair<std::string_view, UsageBy>{"outcome", UsageBy::Outcome}};

/// Whether it is a span of time; the others are names.
constexpr bool isTime(UsageBy by) { return by < UsageBy::Provider; }

/// How many of them are names, and the place of one among these.
inline constexpr std::size_t kNameCount = kUsageBys.size() - static_cast<std::size_t>(UsageBy::Provider);
constexpr std::size_t placeOf(UsageBy name) { return static_cast<std::size_t>(name) - static_cast<std::size_t>(UsageBy::Provider); }

} // namespace gateway::usage
