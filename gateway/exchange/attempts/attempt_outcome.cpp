// What an attempt came to: for the exchange, for the record, for health and balancer.

#include "attempt.h"
#include "redirection.h"

#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/core/text/utf8.h"
#include "gateway/exchange/admission/serving.h"
#include "gateway/exchange/billing/cache_time.h"
#include "gateway/exchange/billing/made_media.h"

#include <algorithm>

namespace gateway::exchange {

namespace {

using config::FailureClass;

constexpr int kWell = 200;
constexpr int kTooLong = 400;
constexpr int kOfRequest = 400; // the client's own fault, without a status
// Of a provider that has too much to do, told inside of a 200. Source: docs.claude.com, Errors (529); read 2026-11-22.
constexpr int kBusy = 503;
constexpr int kAnthropicBusy = 529;
constexpr const char* kCallsDropped = "parallel_tool_calls: further calls were left out";
constexpr const char* kUntold = " and an error in it, of which it says no more.";

/// OpenAI's packages find the words of an error in this field only; some providers have others.
bool hasErrorField(std::string_view body) { return body.find("\"error\"") != std::string_view::npos; }

// An upstream's error without our secrets, which some repeat.
QByteArray redacted(const QByteArray& body, const secrets::Redactor& redactor)
{
    const std::string text = redactor.redactKnown(viewOf(body));
    return QByteArray(text.data(), static_cast<qsizetype>(text.size()));
}

} // namespace

void Attempt::decide(Result result)
{
    m_result = result;
    m_isDecided = true;
}

void Attempt::fail(FailureClass failure, Error error)
{
    m_failure = failure;
    m_error = std::move(error);
    decide(Result::Failure);
}

std::string Attempt::provider() const { return "Provider \"" + m_target.provider->settings->id + '"'; }

routing::Verdict Attempt::verdictOn(int status, std::string_view body) const
{
    const config::ProviderSettings& settings = *m_target.provider->settings;
    return m_context.snapshot.failureRules->judge(status, m_answer->head().headers, body, settings.type,
                                                  m_context.services.clock.wallNow(), settings.id,
                                                  viewOf(m_context.request.body));
}

std::string Attempt::errorInStream() const
{
    return toText(Json{{"message", m_meter->errorMessage()}, {"type", m_meter->errorType()}, {"code", m_meter->errorCode()}});
}

/// Decides, unless the request itself is at fault.
void Attempt::judge(int status, std::string_view body)
{
    m_verdict = verdictOn(status, body);
    m_error = {};
    m_lacksToolType = refusesToolType(status, body);
    if (m_lacksToolType || lacksEndpoint(status, body))
        return noEndpoint(status);
    m_error.kind = ErrorKind::UpstreamError;
    m_error.status = status >= 400 ? status : 0;
    if (m_verdict.limitedFor)
        m_error.retryAfter_s = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(*m_verdict.limitedFor).count());
    m_error.message = m_context.snapshot.redactor.redact(m_verdict.message); // some repeat the key that they refuse
    if (m_verdict.message.empty())
        m_error.message = provider() + " answered with status " + std::to_string(status) + (status < 300 ? kUntold : ".");
    m_error.detail = std::to_string(status) + (m_verdict.reason.empty() ? "" : ": " + m_verdict.reason);
    if (m_verdict.failure == FailureClass::Overloaded && status < 400)
        m_error.status = m_context.request.ask.format == protocol::Format::Anthropic ? kAnthropicBusy : kBusy;
    if (m_verdict.failure == FailureClass::ContextTooLong && (status < 400 || status >= 500))
        m_error.status = kTooLong; // whatever it came with, the request is at fault
    if (!m_verdict.failure && status < 400) // told inside of a 200: the client hears what he would have heard outside
        m_error.status = m_verdict.status >= 400 && m_verdict.status < 500 ? m_verdict.status : kOfRequest;
    // Of his own key the client hears in the provider's words: he may have to log in again.
    const bool isClients = m_context.clientCredential && m_verdict.failure && routing::isKeyFailure(*m_verdict.failure);
    if (m_verdict.failure && !isClients)
        fail(*m_verdict.failure, std::move(m_error));
}

/// Where that matters: another endpoint of the provider may do, or another target.
bool Attempt::lacksEndpoint(int status, std::string_view body) const
{
    const bool isUnsure = m_verdict.failure && *m_verdict.failure != FailureClass::ServerError;
    if (isUnsure || m_isStream)
        return false;
    const Operation operation = m_context.request.ask.operation;
    const bool isConversation = operation == Operation::Converse || operation == Operation::Compact;
    const std::string endpoint = m_context.translator.endpointAt(*m_access);
    if (endpoint.empty() || (isConversation && !m_context.translator.hasOther(m_target)))
        return false;
    return saysNoEndpoint(status, body, m_verdict.message, {endpoint, m_target.candidate->model});
}

/// Where another endpoint of the provider may do without it.
bool Attempt::refusesToolType(int status, std::string_view body) const
{
    const bool isUnsure = m_verdict.failure && *m_verdict.failure != FailureClass::ServerError;
    return !isUnsure && !m_isStream && m_isNative && m_context.translator.hasOther(m_target)
        && refusesTools(status, body, m_verdict.message, m_context.translator.toolTypes());
}

void Attempt::noEndpoint(int status)
{
    m_lacksEndpoint = true;
    m_verdict.rests = routing::Rests::Nothing;
    const std::string endpoint = m_context.translator.endpointAt(*m_access);
    Error error = notServedBy(m_context.request.ask, m_target.provider->settings->id, m_context.record->askedModel,
                              "it answered with status " + std::to_string(status) + " to POST " + endpoint);
    error.detail = std::to_string(status) + (m_lacksToolType ? ": not with such a tool" : ": no such endpoint");
    if (!m_context.translator.hasOther(m_target))
        m_context.translator.learnMissing(m_target);
    fail(FailureClass::ModelMissing, std::move(error));
}

void Attempt::checkRefusal()
{
    const http::ResponseHead& head = m_answer->head();
    judge(head.status, viewOf(m_held));
    if (!isDecided() && head.status < 400) // with nothing in it that the client could have done otherwise
        return unusable(std::to_string(head.status),
                        m_context.snapshot.redactor.redact(redirectionWords(head.status, head.headers, m_access->origin)));
    if (isDecided() && m_failure != FailureClass::ContextTooLong)
        return;
    const auto& wanted = m_context.fallback->statuses;
    if (!isDecided() && std::find(wanted.begin(), wanted.end(), head.status) != wanted.end())
        return fail(FailureClass::ServerError, std::move(m_error)); // the route says that it is not the client's fault
    // The client's own fault is told in the upstream's own words, if they came whole
    // and in a form that the client can read.
    m_isReadable = (head.status < 500 || !isDecided()) && !isTranslated() && m_answer->isComplete()
        && (!m_isPlainChat || hasErrorField(viewOf(m_held))) && m_context.services.answerReader.read(viewOf(m_held)).isJson;
    m_held = redacted(m_held, m_context.snapshot.redactor);
    if (!isDecided())
        decide(Result::Refusal);
}

/// There is more of it than is read here.
void Attempt::checkCut()
{
    if (passes())
        return passOn();
    unusable("too long", m_mayBeGathered ? "gave a stream of more than 8 MiB that nobody asked for."
                                         : "gave an answer that is longer than 64 MiB.");
}

void Attempt::checkRead(WholeAnswer whole)
{
    m_usage = whole.usage;
    m_said = std::move(whole.said);
    m_isUnderWay = whole.isUnderWay;
    m_owed = std::move(whole.owed);
    m_late = std::move(whole.late);
    if (whole.most > 0)
        return tooMuch(whole.most);
    if (m_isGathered && !whole.isReadable)
        return unusable("unusable stream", "answered with a stream that nobody asked for, and that does not hold a whole answer.");
    if (!whole.isReadable && whole.isJson)
        return unusable("other JSON", "answered with JSON that its API does not have. Check its type and base_url.");
    if (!whole.isReadable)
        return notJson();
    if (whole.isError)
        judge(200, whole.error.empty() ? viewOf(m_held) : std::string_view(whole.error));
    if (isDecided())
        return;
    if (whole.isError && isTranslated())
        return decide(Result::Refusal);
    if (whole.work.lacksJson)
        return lacksJson();
    m_droppedCalls = whole.work.droppedCalls;
    m_answerLosses = std::move(whole.work.lost);
    if (whole.part) {
        m_part = std::move(*whole.part);
        if (!whole.isEmpty)
            return decide(Result::Answer);
        unusable("empty answer", "gave an empty answer.");
        m_failure = FailureClass::EmptyAnswer;
        return;
    }
    if (whole.translated)
        m_held = std::move(*whole.translated);
    else if (isTranslated()) // what came is in no format of the client's
        return unusable("unusable answer", "gave an answer without what was asked for.");
    return whole.isEmpty ? emptied() : decide(Result::Answer);
}

/// Too long to be held: it goes on as it comes. A model's answer has to look as if it were JSON.
void Attempt::passOn()
{
    const bool isObject = trimmed(viewOf(m_held).substr(byteOrderMark(viewOf(m_held))), " \t\r\n").starts_with('{');
    if (!isObject && m_context.request.ask.operation != Operation::PassThrough)
        return notJson();
    if (isObject && m_isRead)
        m_passing.emplace().feed(viewOf(m_held));
    decide(Result::Answer);
}

void Attempt::checkPlainChat()
{
    const auto read = [this] {
        m_held.reserve(m_held.size() + kPadding); // mostly there already
        return m_context.services.answerReader.read(viewOf(m_held), static_cast<std::size_t>(m_held.capacity()),
                                                    protocol::OpenAiChatReader::Estimates::LeftOut);
    };
    protocol::ChatFacts facts = read();
    if (const auto repaired = facts.isJson ? std::nullopt : repairedJson(viewOf(m_held))) {
        m_held = QByteArray::fromStdString(*repaired);
        facts = read();
    }
    m_context.translator.claimSound(facts.soundId);
    const bool saysSomething = facts.hasContent || facts.hasReasoning;
    m_usage = facts.usage && facts.usage->isZero() && saysSomething ? std::nullopt : facts.usage;
    if (!m_usage && !facts.serviceTier.empty())
        m_usage.emplace().tellTier(facts.serviceTier); // the price of what is counted here
    if (!isReported() && saysSomething)
        m_said = protocol::saidIn(facts);
    if (!facts.isJson)
        return notJson();
    const bool isEmpty = facts.choices == 0
        || (!saysSomething && !saysWhyEmpty(facts.finishReason));
    m_hasThoughts = facts.hasReasoning;
    if (facts.error)
        judge(200, viewOf(m_held));
    else if (isEmpty)
        return emptied();
    if (!isDecided()) // an error that is no failure is the client's own fault
        decide(facts.error && !saysSomething ? Result::Refusal : Result::Answer);
}

protocol::TokenUsage Attempt::usage() const
{
    if (m_meter)
        return m_meter->usage();
    return m_usage ? *m_usage : protocol::TokenUsage();
}

std::optional<protocol::TokenUsage> Attempt::passedUsage() const
{
    auto used = m_passing ? m_context.translator.passedUsage(m_target, m_passing->shortMembers()) : std::nullopt;
    if (used && m_isPlainChat)
        m_passing->searches().addTo(*used);
    return used;
}

std::optional<std::uint64_t> Attempt::knownLength() const
{
    return m_isStream || !passes() || m_decoded ? std::nullopt : m_answer->head().contentLength;
}

const protocol::SaidText* Attempt::said() const
{
    if (m_meter)
        return m_meter->said();
    if (m_passing)
        return m_passing->said().texts().empty() ? nullptr : &m_passing->said();
    return m_said ? &*m_said : nullptr;
}

bool Attempt::isToldLater() const
{
    return m_isUnderWay || (m_meter && !m_meter->hasReport() && m_context.translator.isBackground(*m_access));
}

void Attempt::broken()
{
    const Error& why = *m_answer->failure();
    const bool isLoop = why.kind == ErrorKind::LoopDetected;
    const bool nothingCame = why.kind == ErrorKind::UpstreamUnreachable || isLoop;
    Error error;
    error.kind = why.kind;
    error.detail = why.message;
    error.message = provider() + " at " + m_access->origin.toString()
                    + (nothingCame ? " cannot be reached: " : " broke off: ") + why.message + '.';
    if (isLoop)
        error.message = provider() + " leads back to this gateway. Change its base_url.";
    if (hasBegun() || (nothingCame && !mayRetryStale()))
        billAsked();
    if (m_access->endpoint.protocol == providers::Protocol::Demo)
        error.message = "The demo model \"" + m_target.candidate->model + "\" is down, as it always is.";
    fail(nothingCame ? FailureClass::Unreachable : FailureClass::ServerError, std::move(error));
}

void Attempt::timedOut(const char* what)
{
    Error error;
    error.kind = ErrorKind::UpstreamTimeout;
    error.detail = std::string("time-out: ") + what;
    error.message = provider() + " took too long (" + what + ", " + std::to_string(took().count()) + " ms).";
    billAsked();
    fail(FailureClass::Timeout, std::move(error));
}

void Attempt::unusable(const std::string& detail, const std::string& what, bool isModels)
{
    Error error;
    error.kind = ErrorKind::UpstreamProtocolError;
    error.detail = detail;
    error.message = provider() + ' ' + what;
    if (hasBegun() && isModels)
        billAsked();
    fail(FailureClass::ServerError, std::move(error));
}

/// It was asked for in words alone: the model may do better when it is asked again, and the provider is not at fault.
void Attempt::lacksJson()
{
    m_verdict.rests = routing::Rests::Nothing;
    Error error;
    error.kind = ErrorKind::UpstreamProtocolError;
    error.detail = "no JSON object";
    error.message = provider() + ": " + protocol::noJsonWords(m_upstream.duties);
    billAsked();
    fail(FailureClass::ServerError, std::move(error));
}

void Attempt::claimStreamed()
{
    if (m_meter)
        m_context.translator.claimSound(m_meter->soundId());
}

std::vector<std::string> Attempt::losses() const
{
    std::vector<std::string> all = m_upstream.losses;
    if (m_droppedCalls > 0)
        all.emplace_back(kCallsDropped);
    all.insert(all.end(), m_answerLosses.begin(), m_answerLosses.end());
    return all;
}

std::vector<std::string> Attempt::lateLosses() const
{
    if (!m_meter)
        return {};
    protocol::StreamMeter::Work work = m_meter->work();
    if (work.droppedCalls > 0)
        work.lost.emplace_back(kCallsDropped);
    return std::move(work.lost);
}

void Attempt::tooMuch(std::size_t most)
{
    unusable("too many values", "gave an answer that holds more than " + std::to_string(most) + " JSON values.");
}

/// The memory for bodies is used up: no fault of the provider, and no other target has more of it.
void Attempt::noRoom(Error why)
{
    m_held = {};
    m_share = {};
    m_verdict.rests = routing::Rests::Nothing;
    if (hasBegun())
        billAsked();
    why.detail = "no memory for the answer";
    fail(FailureClass::ServerError, std::move(why));
}

/// What stops short is still a model's, and what is empty may be; a page of words is another host's.
void Attempt::notJson()
{
    const std::string_view held = trimmed(viewOf(m_held).substr(byteOrderMark(viewOf(m_held))), " \t\r\n");
    const bool isModels = held.empty() || held.starts_with('{') || held.starts_with('[');
    unusable("not JSON", "answered with something that is not JSON. Check its base_url.", isModels);
}

/// The limit of the request, or the provider's policy, left nothing to say: another attempt
/// would come to the same.
bool Attempt::saysWhyEmpty(std::string_view finishReason)
{
    return finishReason == "length" || finishReason == "content_filter";
}

void Attempt::emptied()
{
    unusable("empty answer", "gave an empty answer.");
    m_failure = FailureClass::EmptyAnswer;
    decide(Result::Empty);
}

/// What a whole answer's head says that it has cost. The head of a stream was written before anyone knew. Source:
/// LiteLLM, "Response Headers", read 2026-11-22.
std::optional<protocol::ToldCost> Attempt::costInHead() const
{
    const auto said = m_isStream || !m_answer ? std::nullopt : m_answer->head().headers.find("x-litellm-response-cost");
    return said ? protocol::costInHeader(*said) : std::nullopt;
}

/// What the head says of the service tier, where the body does not. Source: ai.google.dev, "Priority inference" (a request
/// beyond its quota is served, and charged, as a standard one). Read 2026-11-23.
void Attempt::takeTierInHead(protocol::TokenUsage& used) const
{
    const auto said = m_answer ? m_answer->head().headers.find("x-gemini-service-tier") : std::nullopt;
    if (said && used.serviceTier == protocol::ServiceTier::Standard)
        used.tellTier(*said);
}

void Attempt::bill(protocol::TokenUsage used) const
{
    takeTierInHead(used);
    takeCacheTime(viewOf(m_context.request.body), used);
    if (m_context.request.ask.operation == Operation::PassThrough)
        takeMade(m_context.request.ask.path, used);
    if (!used.toldCost && m_target.provider->toldCosts.has(protocol::CostField::LiteLlmHeader))
        used.toldCost = costInHead();
    m_context.bill.note(m_number, *m_target.provider, std::move(used));
}

void Attempt::billTold() const
{
    if (const protocol::TokenUsage used = usage(); used.origin != protocol::UsageOrigin::Unknown)
        bill(used);
}

/// All of the request went there.
bool Attempt::wasSent() const { return m_lease && (hasBegun() || m_lease->tookRequest()); }

/// What was sent is read and will be wanted something for, as far as anybody knows: its input is counted where the
/// provider did not come to telling it.
void Attempt::billAsked() const
{
    protocol::TokenUsage used = usage();
    const bool isTold = used.input || used.cachedInput || used.cacheWrite;
    const bool isKnown = isTold || used.origin == protocol::UsageOrigin::Reported;
    const Operation operation = m_context.request.ask.operation;
    const bool hasTokens = operation == Operation::Converse || operation == Operation::Embed;
    if (!isKnown && (!wasSent() || !hasTokens))
        return;
    if (!isKnown)
        used.origin = protocol::UsageOrigin::Estimated; // how much is counted at the end
    bill(used);
}

bool Attempt::failedInside()
{
    m_verdict = verdictOn(kWell, errorInStream());
    if (!m_verdict.failure && !m_meter->hasToken())
        return false;
    if (!m_verdict.failure || m_meter->work().lacksJson)
        m_verdict.rests = routing::Rests::Nothing; // nobody knows whose fault it is
    brokeOff({{}, m_verdict.failure.value_or(FailureClass::ServerError), "error in its stream"});
    return true;
}

void Attempt::brokeOff(const Broke& broke)
{
    m_failure = broke.failure;
    record().failure = m_failure;
    record().reason = broke.reason;
    record().duration = took();
    if (mayRest())
        m_health = m_context.services.health.begin(m_target.subject(), m_target.provider->settings->keyFailover);
    tellHealth();
}

void Attempt::noteEnd()
{
    usage::AttemptRecord& noted = record();
    if (noted.lastByte < Milliseconds(0))
        noted.lastByte = took();
    noted.duration = noted.lastByte;
    // Each is rounded down for itself, and what the client got before cannot have come later.
    usage::ExchangeRecord& exchange = *m_context.record;
    exchange.lastByte = std::max({noted.startedAfter + noted.lastByte, exchange.firstByte, exchange.firstToken});
}

void Attempt::giveWay(const char* why)
{
    record().reason = why;
    billAsked();
}

/// What is said of a key itself may repeat a part of it.
std::string Attempt::accountWords() const
{
    constexpr int kForbidden = 403;
    constexpr std::size_t kMost = 500; // bytes
    const bool isOfAccount = !m_verdict.reason.empty() || m_verdict.failure == FailureClass::BalanceGone
        || (m_verdict.failure == FailureClass::KeyRejected && m_verdict.status == kForbidden);
    if (!isOfAccount || m_verdict.message.empty())
        return {};
    return shortened(m_error.message, kMost);
}

/// Of a refusal neither health nor balancer learns anything.
void Attempt::tell()
{
    if (std::exchange(m_isTold, true))
        return;
    noteRequestId();
    const bool isStream = m_context.request.outline.stream;
    if (record().status != 0 && m_lease && !m_context.clientCredential && mayRest())
        m_context.services.keyMeters.take(m_target.provider->settings->id, m_target.key->name, m_answer->head().headers, m_context.services.clock);
    if (m_result == Result::Answer && m_answer->head().status < 400) {
        m_health.succeeded();
        m_stats.answered(record().duration, isStream);
    }
    if (m_result == Result::Refusal || m_result == Result::Answer)
        return;
    record().failure = m_failure;
    record().reason = !m_error.detail.empty() ? m_error.detail : std::string(config::toText(m_failure));
    m_stats.failed(record().duration, isStream);
    tellHealth();
}

void Attempt::tellHealth()
{
    const routing::FailurePolicy& policy = m_context.snapshot.failureRules->policy(m_failure);
    routing::Health::Failure failure;
    failure.failure = m_failure;
    failure.rests = m_verdict.rests.value_or(policy.rests);
    failure.atOnce = policy.atOnce;
    failure.rest = policy.rest;
    failure.limitedFor = m_verdict.limitedFor;
    failure.reason = record().reason;
    const std::string words = accountWords();
    failure.words = words;
    // A name that the client alone chose tells nothing of the provider, nor does a limit of
    // its own key; of its refusal `judge()` has told already.
    const bool isClients = (m_failure == FailureClass::ModelMissing && !m_target.candidate->target)
                           || (m_context.clientCredential && m_failure == FailureClass::RateLimited);
    // What rests is kept and shown by its name; who puts a key into that of a model asks for none that there is.
    const bool isOfModel = failure.rests == routing::Rests::Model || failure.rests == routing::Rests::KeyOnModel;
    const bool holdsKey = keptModel() != m_target.candidate->model;
    if (isClients || (isOfModel && holdsKey))
        failure.rests = routing::Rests::Nothing;
    m_health.failed(failure);
}

} // namespace gateway::exchange
