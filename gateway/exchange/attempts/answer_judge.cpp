#include "answer_judge.h"

#include "native_form.h"
#include "redirection.h"

#include "gateway/core/json/json.h"
#include "gateway/core/text/bytes.h"

#include <QtGlobal>

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::exchange {

namespace {

constexpr int kLeastError = 400;
constexpr int kTooLong = 400;
constexpr int kOfRequest = 400; // the client's own fault, if there is no status
// Of an overloaded provider, reported inside a 200. Source: docs.claude.com, Errors (529); read 2026-11-22.
constexpr int kBusy = 503;
constexpr int kAnthropicBusy = 529;

} // namespace

AnswerJudge::AnswerJudge(Sources sources, const Target& target, const Access& access, bool isClientsKey)
    : m_sources(sources), m_target(target), m_access(access), m_isClientsKey(isClientsKey)
{
}

routing::Verdict AnswerJudge::verdictOn(int status, const http::Headers& headers, std::string_view body) const
{
    const config::ProviderSettings& settings = *m_target.provider->settings;
    return m_sources.snapshot.failureRules->judge(status, headers, body, settings.type, m_sources.clock.wallNow(), settings.id,
                                                  viewOf(m_sources.request.body));
}

void AnswerJudge::judge(int status, const http::Headers& headers, std::string_view body, bool isStream, AttemptOutcome& outcome) const
{
    outcome.verdict = verdictOn(status, headers, body);
    const routing::Verdict& verdict = outcome.verdict;
    const RefusalWords refusal = isStream ? RefusalWords() : refusalWords(status, body, verdict.message);
    const ToolRefusal ofTool = toolRefusalIn(refusal, verdict);
    // A request that cannot go elsewhere without the tool would come back here and be rejected again.
    const bool mayBeElsewhere = ofTool != ToolRefusal::None && m_sources.access.hasOther(m_target);
    const bool insists = (mayBeElsewhere && m_sources.access.needsTools()) || m_sources.access.insistsAt(m_target);
    if (mayBeElsewhere && !insists)
        outcome.toolRefusal = ofTool;
    if (outcome.toolRefusal != ToolRefusal::None || lacksEndpoint(refusal, verdict)) {
        outcome.lacksEndpoint = true;
        if (!m_sources.access.hasOther(m_target))
            m_sources.access.learnMissing(m_target);
        const bool isOfTool = outcome.toolRefusal != ToolRefusal::None;
        return outcome.failWithoutRest({config::FailureClass::ModelMissing, m_sources.access.noEndpoint(m_target, status), FailureCost::None,
            routing::reasonWithStatus(status, isOfTool ? AttemptReason::RefusedTool : AttemptReason::NoEndpoint)});
    }
    outcome.error = errorOf(status, verdict);
    const Sentence reason = routing::reasonOfAnswer(status, verdict.reason);
    if (!verdict.failure)
        return;
    // For a client's own key it gets the provider's words, since it may have to log in again. The same holds for tools
    // that it insists on.
    const bool isOfTool = ofTool == ToolRefusal::Certain;
    const bool isOfKey = routing::isKeyFailure(*verdict.failure);
    if ((isOfKey && m_isClientsKey) || (isOfTool && insists))
        return;
    if (isOfKey && isOfTool)
        return outcome.failWithoutRest({*verdict.failure, std::move(outcome.error), FailureCost::None, reason}); // the key still works for requests without the tool
    outcome.fail({*verdict.failure, std::move(outcome.error), FailureCost::None, reason});
}

Error AnswerJudge::errorOf(int status, const routing::Verdict& verdict) const
{
    const bool isInside = status < kLeastError; // inside an answer whose status is not an error
    Error error;
    error.kind = ErrorKind::UpstreamError;
    error.status = isInside ? 0 : status;
    if (verdict.limitedFor)
        error.retryAfter_s = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*verdict.limitedFor).count());
    error.message = asIs(m_sources.snapshot.redactor.redact(verdict.message)); // some providers repeat the rejected key
    if (verdict.message.empty())
        error.message = Sentence::of(status < 300
                ? QT_TRANSLATE_NOOP("Error", "Provider \"%1\" answered with status %2 and an error without a message.")
                : QT_TRANSLATE_NOOP("Error", "Provider \"%1\" answered with status %2."),
            {m_target.provider->settings->id, std::to_string(status)});
    if (verdict.failure == config::FailureClass::Overloaded && isInside)
        error.status = m_sources.request.ask.format == protocol::Format::Anthropic ? kAnthropicBusy : kBusy;
    if (verdict.failure == config::FailureClass::ContextTooLong && (isInside || status >= 500))
        error.status = kTooLong; // whatever the status was, the request is to blame
    if (!verdict.failure && isInside) // the client gets the status of the same error outside an answer
        error.status = verdict.status >= kLeastError && verdict.status < 500 ? verdict.status : kOfRequest;
    return error;
}

/// Only for a tool of the client's own request. A status alone may be about a rejected key or an unknown model.
ToolRefusal AnswerJudge::toolRefusalIn(const RefusalWords& refusal, const routing::Verdict& verdict) const
{
    using config::FailureClass;
    const FailureClass failure = verdict.failure.value_or(FailureClass::ServerError);
    const bool isUnsure = failure == FailureClass::ServerError || failure == FailureClass::KeyRejected || failure == FailureClass::ModelMissing;
    const bool mayBe = isUnsure && refusal.status >= kLeastError && verdict.reason.empty() && isNative(m_sources.request.ask, m_access)
        && !m_sources.access.toolTypes().empty();
    return mayBe ? toolRefusal(refusal, m_sources.access.tools()) : ToolRefusal::None;
}

/// Checked only if it matters: if another endpoint of the provider, or another target, may work.
bool AnswerJudge::lacksEndpoint(const RefusalWords& refusal, const routing::Verdict& verdict) const
{
    const bool isOther = verdict.failure && *verdict.failure != config::FailureClass::ServerError;
    if (refusal.status == 0 || isOther) // an error inside a stream has no status
        return false;
    const bool isConversing = isConversation(m_sources.request.ask);
    const std::string endpoint = m_sources.access.endpointAt(m_access);
    if (endpoint.empty() || (isConversing && !m_sources.access.hasOther(m_target)))
        return false;
    return saysNoEndpoint(refusal, {endpoint, m_target.candidate->model});
}

void AnswerJudge::judgeRefusal(const http::ResponseHead& head, std::string_view body, const std::vector<int>& others, AttemptOutcome& outcome) const
{
    judge(head.status, head.headers, body, false, outcome);
    if (outcome.isDecided)
        return;
    if (head.status < kLeastError) // the client could not have done anything differently
        return outcome.fail(unusableAnswer(m_target.provider->settings->id, std::to_string(head.status),
                                           m_sources.snapshot.redactor.redacted(redirectionWords(head.status, head.headers, m_access.origin))));
    if (std::ranges::find(others, head.status) != others.end())
        outcome.fail({config::FailureClass::ServerError, std::move(outcome.error), FailureCost::None, routing::reasonOfAnswer(head.status, outcome.verdict.reason)}); // the route does not blame the client
}

std::string errorInStream(const protocol::StreamMeter& meter)
{
    return toText(Json{{"message", meter.errorMessage()}, {"type", meter.errorType()}, {"code", meter.errorCode()}});
}

} // namespace gateway::exchange
