#include "route_settings.h"

#include <QtGlobal>

#include <array>

namespace gateway::config {

namespace {

struct Name {
    FailureClass value;
    std::string_view id;
    const char* words;
};
constexpr std::array kNames{
    Name{FailureClass::RateLimited, "rate_limited", QT_TRANSLATE_NOOP("Error", "rate limit")},
    Name{FailureClass::ServerError, "server_error", QT_TRANSLATE_NOOP("Error", "provider error")},
    Name{FailureClass::Unreachable, "unreachable", QT_TRANSLATE_NOOP("Error", "unreachable")},
    Name{FailureClass::Timeout, "timeout", QT_TRANSLATE_NOOP("Error", "timeout")},
    Name{FailureClass::KeyRejected, "key_rejected", QT_TRANSLATE_NOOP("Error", "key rejected")},
    Name{FailureClass::BalanceGone, "balance_gone", QT_TRANSLATE_NOOP("Error", "balance used up")},
    Name{FailureClass::ModelMissing, "model_missing", QT_TRANSLATE_NOOP("Error", "model not found")},
    Name{FailureClass::Overloaded, "overloaded", QT_TRANSLATE_NOOP("Error", "overloaded")},
    Name{FailureClass::ContextTooLong, "context_too_long", QT_TRANSLATE_NOOP("Error", "context too long")},
    Name{FailureClass::ContentFiltered, "content_filtered", QT_TRANSLATE_NOOP("Error", "content filtered")},
    Name{FailureClass::EmptyAnswer, "empty_answer", QT_TRANSLATE_NOOP("Error", "empty answer")},
};

} // namespace

const char* markedWords(FailureClass failure) { return kNames[static_cast<std::size_t>(failure)].words; }

std::string_view toText(FailureClass failure) { return kNames[static_cast<std::size_t>(failure)].id; }

std::optional<FailureClass> failureClass(std::string_view text)
{
    for (const Name& name : kNames)
        if (name.id == text)
            return name.value;
    return std::nullopt;
}

std::vector<FailureClass> defaultFallbackOn()
{
    std::vector<FailureClass> all;
    for (const Name& name : kNames)
        if (name.value != FailureClass::ContextTooLong && name.value != FailureClass::ContentFiltered)
            all.push_back(name.value);
    return all;
}

} // namespace gateway::config
