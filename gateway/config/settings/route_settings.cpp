#include "route_settings.h"

#include <array>
#include <utility>

namespace gateway::config {

namespace {

using Name = std::pair<FailureClass, std::string_view>;
constexpr std::array kNames{
    Name{FailureClass::RateLimited, "rate_limited"},
    Name{FailureClass::ServerError, "server_error"},
    Name{FailureClass::Unreachable, "unreachable"},
    Name{FailureClass::Timeout, "timeout"},
    Name{FailureClass::KeyRejected, "key_rejected"},
    Name{FailureClass::BalanceGone, "balance_gone"},
    Name{FailureClass::ModelMissing, "model_missing"},
    Name{FailureClass::Overloaded, "overloaded"},
    Name{FailureClass::ContextTooLong, "context_too_long"},
    Name{FailureClass::ContentFiltered, "content_filtered"},
    Name{FailureClass::EmptyAnswer, "empty_answer"},
};

} // namespace

std::string_view toText(FailureClass failure) { return kNames[static_cast<std::size_t>(failure)].second; }

std::optional<FailureClass> failureClass(std::string_view text)
{
    for (const auto& [value, name] : kNames)
        if (name == text)
            return value;
    return std::nullopt;
}

std::vector<FailureClass> defaultFallbackOn()
{
    std::vector<FailureClass> all;
    for (const auto& [value, name] : kNames)
        if (value != FailureClass::ContextTooLong && value != FailureClass::ContentFiltered)
            all.push_back(value);
    return all;
}

} // namespace gateway::config
