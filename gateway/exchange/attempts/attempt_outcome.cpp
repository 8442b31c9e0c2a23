#include "attempt_outcome.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/core/text/utf8.h"

#include <QtGlobal>

#include <utility>

namespace gateway::exchange {

namespace {

} // namespace

void AttemptOutcome::decide(AttemptResult what)
{
    result = what;
    isDecided = true;
}

void AttemptOutcome::fail(AttemptFailure how)
{
    failure = how.failure;
    error = std::move(how.error);
    cost = how.cost;
    reason = std::move(how.reason);
    decide(AttemptResult::Failure);
}

void AttemptOutcome::failWithoutRest(AttemptFailure how)
{
    verdict.rests = routing::Rests::Nothing;
    fail(std::move(how));
}

void AttemptOutcome::beEmpty(const std::string& provider)
{
    fail(unusableAnswer(provider, sentenceOf(AttemptReason::EmptyAnswer), QT_TRANSLATE_NOOP("Error", "returned an empty answer.")));
    failure = config::FailureClass::EmptyAnswer;
    decide(AttemptResult::Empty);
}

/// Text about a key itself may contain a part of it, so it is not used.
std::string AttemptOutcome::accountWords() const
{
    constexpr int kForbidden = 403;
    constexpr std::size_t kMost = 500; // bytes
    const bool isOfAccount = !verdict.reason.empty() || verdict.failure == config::FailureClass::BalanceGone
        || (verdict.failure == config::FailureClass::KeyRejected && verdict.status == kForbidden);
    if (!isOfAccount || verdict.message.empty())
        return {};
    return shortened(error.text(), kMost);
}

AttemptFailure unusableAnswer(const std::string& provider, const Sentence& reason, const Sentence& what, bool isModels)
{
    AttemptFailure failed;
    failed.error.kind = ErrorKind::UpstreamProtocolError;
    failed.reason = reason;
    failed.error.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" %2"), {provider, what}};
    failed.cost = isModels ? FailureCost::IfBegun : FailureCost::None;
    return failed;
}

AttemptFailure notJson(const std::string& provider, std::string_view held)
{
    const std::string_view text = trimmed(held.substr(byteOrderMark(held)), " \t\r\n");
    const bool isModels = text.empty() || text.starts_with('{') || text.starts_with('[');
    return unusableAnswer(provider, sentenceOf(AttemptReason::NotJson), QT_TRANSLATE_NOOP("Error", "returned an answer that is not JSON. Check its base_url."), isModels);
}

AttemptFailure tooManyValues(const std::string& provider, std::size_t most)
{
    return unusableAnswer(provider, sentenceOf(AttemptReason::TooManyValues), {QT_TRANSLATE_NOOP("Error", "returned an answer with more than %1 JSON values."), {std::to_string(most)}});
}

AttemptFailure timedOut(const std::string& provider, AttemptReason waitedFor, Milliseconds took)
{
    AttemptFailure failed;
    failed.failure = config::FailureClass::Timeout;
    failed.error.kind = ErrorKind::UpstreamTimeout;
    failed.reason = routing::timeoutReason(waitedFor);
    failed.error.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" took too long (%2, %3 ms)."), {provider, sentenceOf(waitedFor), std::to_string(took.count())}};
    failed.cost = FailureCost::IfSent;
    return failed;
}

AttemptFailure lacksJson(const std::string& provider, const protocol::AnswerDuties& duties)
{
    AttemptFailure failed;
    failed.error.kind = ErrorKind::UpstreamProtocolError;
    failed.reason = sentenceOf(AttemptReason::NoJson);
    failed.error.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\": %2"), {provider, protocol::noJsonWords(duties)}};
    failed.cost = FailureCost::IfSent;
    return failed;
}

AttemptFailure noMemory(Error why)
{
    return {config::FailureClass::ServerError, std::move(why), FailureCost::IfBegun, sentenceOf(AttemptReason::NoMemory)};
}

AttemptFailure brokenConnection(const Target& target, const Access& access, const Error& why, bool mayRetry)
{
    const bool isLoop = why.kind == ErrorKind::LoopDetected;
    const bool nothingCame = why.kind == ErrorKind::UpstreamUnreachable || isLoop;
    const std::string& name = target.provider->settings->id;
    AttemptFailure failed;
    failed.failure = nothingCame ? config::FailureClass::Unreachable : config::FailureClass::ServerError;
    failed.error.kind = why.kind;
    failed.reason = why.message;
    failed.error.message = Sentence::of(nothingCame ? QT_TRANSLATE_NOOP("Error", "Provider \"%1\" at %2 cannot be reached: %3.")
                                                  : QT_TRANSLATE_NOOP("Error", "The connection to provider \"%1\" at %2 broke off: %3."),
        {name, access.origin.toString(), why.message});
    if (isLoop)
        failed.error.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" points back to this gateway. Change its base_url."), {name}};
    if (access.endpoint.protocol == providers::Protocol::Demo)
        failed.error.message = {QT_TRANSLATE_NOOP("Error", "The demo model \"%1\" is always down."), {target.candidate->model}};
    failed.cost = nothingCame && !mayRetry ? FailureCost::IfSent : FailureCost::IfBegun;
    return failed;
}

bool saysWhyEmpty(std::string_view finishReason) { return finishReason == "length" || finishReason == "content_filter"; }

} // namespace gateway::exchange
