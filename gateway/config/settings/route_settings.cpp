#include "route_settings.h"

#include <QtGlobal>

#include <array>
#include <utility>

namespace gateway::config {

namespace {

using Name = std::pair<FailureClass, const char*>;
constexpr std::array kNames{
    Name{FailureClass::RateLimited, QT_TRANSLATE_NOOP("Error", "rate_limited")},
    Name{FailureClass::ServerError, QT_TRANSLATE_NOOP("Error", "server_error")},
    Name{FailureClass::Unreachable, QT_TRANSLATE_NOOP("Error", "unreachable")},
    Name{FailureClass::Timeout, QT_TRANSLATE_NOOP("Error", "timeout")},
    Name{FailureClass::KeyRejected, QT_TRANSLATE_NOOP("Error", "key_rejected")},
    Name{FailureClass::BalanceGone, QT_TRANSLATE_NOOP("Error", "balance_gone")},
    Name{FailureClass::ModelMissing, QT_TRANSLATE_NOOP("Error", "model_missing")},
    Name{FailureClass::Overloaded, QT_TRANSLATE_NOOP("Error", "overloaded")},
    Name{FailureClass::ContextTooLong, QT_TRANSLATE_NOOP("Error", "context_too_long")},
    Name{FailureClass::ContentFiltered, QT_TRANSLATE_NOOP("Error", "content_filtered")},
    Name{FailureClass::EmptyAnswer, QT_TRANSLATE_NOOP("Error", "empty_answer")},
};

} // namespace

const char* markedText(FailureClass failure) { return kNames[static_cast<std::size_t>(failure)].second; }

std::string_view toText(FailureClass failure) { return markedText(failure); }

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
