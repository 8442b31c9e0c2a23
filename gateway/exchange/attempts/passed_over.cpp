#include "passed_over.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/text/joined.h"
#include "gateway/routing/health/attempt_reason.h"
#include "gateway/routing/health/failure_rules.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <string_view>
#include <utility>

namespace gateway::exchange {

namespace {

/// "2026-11-20 18:00:00".
std::string clockTime(WallTime time)
{
    const std::string stamp = config::toTimestamp(time); // "2026-11-20T18:00:00.000Z"
    return stamp.substr(0, 10) + ' ' + stamp.substr(11, 8);
}

constexpr const char* kSays = QT_TRANSLATE_NOOP("Error", "It reported: \"%1\" %2");

ErrorKind kindOf(const routing::Rest& rest)
{
    if (rest.failure == config::FailureClass::RateLimited)
        return ErrorKind::UpstreamRateLimited;
    return routing::isKeyFailure(rest.failure) ? ErrorKind::NoUsableKey : ErrorKind::NoUsableTarget;
}

/// Whether it is about the account. The words of a cooldown read from a file are missing: a status alone is about a
/// key, and anything more about the account.
bool isOfAccount(const routing::Rest& rest)
{
    const bool isMore = rest.failure == config::FailureClass::BalanceGone || !routing::wordsAfterStatus(rest.reason).isEmpty();
    return !rest.words.empty() || (routing::isKeyFailure(rest.failure) && isMore);
}

} // namespace

bool mayStillDo(const routing::Rest& rest)
{
    return kindOf(rest) == ErrorKind::NoUsableTarget;
}

int shorterWait(int a, int b)
{
    if (a <= 0 || b <= 0)
        return std::max(a, b);
    return std::min(a, b);
}

Sentence describe(const routing::Rest& rest)
{
    Sentence who{QT_TRANSLATE_NOOP("Error", "Provider \"%1\""), {rest.provider}};
    if (!rest.key.empty())
        who = {QT_TRANSLATE_NOOP("Error", "%1, key \"%2\""), {std::move(who), rest.key}};
    if (!rest.model.empty())
        who = {QT_TRANSLATE_NOOP("Error", "%1, model \"%2\""), {std::move(who), rest.model}};
    if (!rest.operation.empty())
        who = {QT_TRANSLATE_NOOP("Error", "%1, for %2,"), {std::move(who), rest.operation}};
    const std::string failure(config::toText(rest.failure));
    const Sentence& reason = rest.reason;
    if (rest.isBeingTried)
        return {QT_TRANSLATE_NOOP("Error", "%1 is being tried again after %2 (%3)."), {std::move(who), failure, reason}};
    return {QT_TRANSLATE_NOOP("Error", "%1 is in cooldown until %2 UTC after %3 (%4)."), {std::move(who), clockTime(rest.until), failure, reason}};
}

Sentence accountAdvice(const std::string& words, const Sentence& remedy)
{
    return words.empty() ? remedy : Sentence::of(kSays, {words, remedy});
}

Sentence withoutAccountWords(const Sentence& message)
{
    if (message.pattern == kSays)
        return {QT_TRANSLATE_NOOP("Error", "Its own message was not kept. %1"), {message.values.back()}};
    Sentence without = message;
    for (Sentence& value : without.values)
        value = withoutAccountWords(value);
    return without;
}

Error summary(const std::vector<PassedOver>& passedOver)
{
    Error error = passedOver.empty() ? Error{} : passedOver.front().why;
    std::vector<Sentence> messages;
    std::string text;
    for (const PassedOver& each : passedOver) {
        if (each.why.kind != error.kind)
            error.kind = ErrorKind::NoUsableTarget;
        error.retryAfter_s = shorterWait(error.retryAfter_s, each.why.retryAfter_s);
        if (const std::string own = each.why.text(); text.find(own) == std::string::npos) { // several keys may have the same reason
            text += own;
            messages.push_back(each.why.message);
        }
    }
    error.message = joinedBy(QT_TRANSLATE_NOOP("Error", "%1 %2"), messages);
    return error;
}

void PassedOverTargets::note(const Target& target, const routing::Rest& rest, Milliseconds left)
{
    Error why{kindOf(rest), describe(rest)};
    if (isOfAccount(rest))
        why.message = {QT_TRANSLATE_NOOP("Error", "%1 %2"), {std::move(why.message), accountAdvice(rest.words, routing::accountRemedy(rest.failure))}};
    const auto left_s = std::chrono::ceil<std::chrono::seconds>(left);
    why.retryAfter_s = static_cast<int>(std::clamp<std::int64_t>(left_s.count(), 1, 7 * 24 * 3600));
    if (mayStillDo(rest) && (!m_resort || rest.ends < m_resortEnds)) {
        m_resort = target;
        m_resortEnds = rest.ends;
        m_resortWhy = why.text();
    }
    m_list.push_back({rest.provider, target.candidate->model, rest.key.empty() ? std::string() : target.key->name,
                      std::move(why), true, rest.failure, rest.isBeingTried ? WallTime{} : rest.until});
}

void PassedOverTargets::note(const Target& target, const providers::PlanWindow& window, int avoidAt)
{
    const std::string& provider = target.provider->settings->id;
    Sentence used{QT_TRANSLATE_NOOP("Error", "Key \"%1\" of provider \"%2\" has used %3 percent of its plan (window %4). From %5 percent on, it is used only "
        "if no other target can answer."),
        {target.key->name, provider, std::to_string(std::llround(window.usedPercent)), window.name, std::to_string(avoidAt)}};
    Error why{ErrorKind::UpstreamRateLimited, std::move(used)};
    if (window.reset)
        why.message = {QT_TRANSLATE_NOOP("Error", "%1 It resets at %2 UTC."), {std::move(why.message), clockTime(*window.reset)}};
    PassedOver& passed = m_list.emplace_back(PassedOver{provider, target.candidate->model, target.key->name, std::move(why)});
    passed.isAvoided = true;
    passed.until = window.reset.value_or(WallTime{});
}

void PassedOverTargets::forget(const Target& target)
{
    std::erase_if(m_list, [&target](const PassedOver& each) {
        return each.isAvoided && each.provider == target.provider->settings->id && each.model == target.candidate->model && each.key == target.key->name;
    });
}

void PassedOverTargets::note(const std::string& provider, const std::string& model, Error why)
{
    if (why.text().empty())
        why.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" cannot be used."), {provider}};
    if (why.kind == ErrorKind::ConfigInvalid)
        why.kind = ErrorKind::NoUsableTarget;
    m_list.push_back({provider, model, {}, std::move(why), false});
}

std::optional<Target> PassedOverTargets::takeResort()
{
    if (m_resort)
        std::erase_if(m_list, [this](const PassedOver& each) { return each.why.text() == m_resortWhy; });
    return std::exchange(m_resort, std::nullopt);
}

} // namespace gateway::exchange
