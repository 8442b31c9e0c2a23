#include "stored_response_handler.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/local_answers.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/attempts/idle_guard.h"
#include "gateway/exchange/attempts/redirection.h"
#include "gateway/exchange/attempts/upstream_message.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/event_meter.h"
#include "gateway/protocol/responses/responses_codec.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>
#include <vector>

namespace gateway::exchange {

namespace {

constexpr std::string_view kEventStream = "text/event-stream";

/// All that the client is told about a rejection of our key.
Error refusedKey(const Target& target, int status)
{
    Error error;
    error.kind = ErrorKind::NoUsableKey;
    error.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" refused its key \"%2\" (%3). %4"), {target.provider->settings->id, target.key->name, std::to_string(status), refusedKeyRemedy({}, target.key->mistake)}};
    return error;
}

Error redirected(const Target& target, const InquiryReply& reply)
{
    const Access* const access = accessFor(*target.provider, protocol::Format::OpenAiResponses);
    Error error;
    error.kind = ErrorKind::UpstreamProtocolError;
    error.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" %2"), {target.provider->settings->id, redirectionWords(reply.status, reply.headers, access->origin)}};
    return error;
}

/// The usage of the finished response `id`, according to `body` or an event in it; empty if it is not finished.
std::optional<protocol::TokenUsage> finalUsage(std::string_view body, const std::string& id)
{
    const auto whole = parseJsonLeniently(body);
    const auto response = whole ? std::optional(*whole) : protocol::responseIn(body);
    const bool isOver = response && json::textOf(*response, "id") == id
        && protocol::responseState(*response) == protocol::ResponseState::Over;
    return isOver ? std::optional(protocol::responseUsage(*response)) : std::nullopt;
}

/// The final usage of a response that an event reports; empty if it reports none.
std::optional<protocol::TokenUsage> usageIn(const protocol::AnswerEvent& event)
{
    if (const auto* const reported = std::get_if<protocol::UsageReported>(&event))
        return reported->usage;
    const auto* const failed = std::get_if<protocol::AnswerFailed>(&event);
    // otherwise perhaps only the stream has failed
    const bool isReported = failed && failed->usage.origin != protocol::UsageOrigin::Unknown;
    return isReported ? std::optional(failed->usage) : std::nullopt;
}

bool asksForStream(const http::RequestHead& head)
{
    return (head.method == "GET" || head.method == "HEAD") && head.queryParameter("stream") == "true";
}

} // namespace

StoredResponseHandler::StoredResponseHandler(ExchangeState& state, ClientReply& reply, const RequestAdmission& admission, Settlement& settlement)
    : m_state(state)
    , m_reply(reply)
    , m_admission(admission)
    , m_settlement(settlement)
{
}

Task<> StoredResponseHandler::answer()
{
    if (const protocol::KeptResponse* const kept = keptElsewhere()) {
        Task<> asking = askHolder(*kept);
        co_await std::move(asking);
        co_return;
    }
    const http::RequestHead& head = m_state.client.request();
    if (auto kept = askedWhole(m_state.request.ask.rest, head, m_state.caller.name, m_state.services.responses)) {
        auto write = [kept = std::move(kept)] { return toText(kept->response); };
        Task<std::string> writing = m_state.services.workers->run(std::move(write));
        std::string text = co_await std::move(writing);
        m_reply.answerHere(std::move(text));
        co_return;
    }
    m_reply.answerHere(storedResponse(m_state.request.ask.rest, head, m_state.caller.name, m_state.services.responses));
}

/// The requested response, if a provider keeps it; otherwise null.
const protocol::KeptResponse* StoredResponseHandler::keptElsewhere()
{
    const http::RequestHead& head = m_state.client.request();
    if (m_state.request.ask.operation != Operation::StoredResponse || head.method == "OPTIONS")
        return nullptr;
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(m_state.record->startedAt.time_since_epoch());
    m_state.services.responses.dropOld(now.count());
    const auto* const kept = m_state.services.responses.find(storedAskOf(m_state.request.ask.rest, head).id, m_state.caller.name);
    return kept && kept->isElsewhere() ? kept : nullptr;
}

/// With the key that it was created with, if that still exists.
std::optional<Target> StoredResponseHandler::holderOf(const protocol::KeptResponse& kept, routing::Candidate& candidate) const
{
    const Provider* const provider = m_state.snapshot->provider(kept.provider);
    if (!provider || !provider->settings->enabled || provider->keys.empty())
        return std::nullopt;
    const Access* const access = accessFor(*provider, protocol::Format::OpenAiResponses);
    const bool isHolder = access && access->format == protocol::Format::OpenAiResponses
        && !access->endpoint.formatQuirks.statelessResponses;
    if (!isHolder)
        return std::nullopt;
    const auto key = std::ranges::find(provider->keys, kept.key, &UsableKey::name);
    candidate.provider = static_cast<std::size_t>(provider - m_state.snapshot->providers.data());
    return Target{&candidate, provider, key == provider->keys.end() ? &provider->keys.front() : &*key, false};
}

Task<> StoredResponseHandler::askHolder(protocol::KeptResponse kept)
{
    m_state.isRecorded = false;
    routing::Candidate candidate;
    const std::optional<Target> target = holderOf(kept, candidate);
    if (const auto open = m_admission.checkOpen(); !open || !target) {
        m_reply.refuse(open ? holderGone(kept, QT_TRANSLATE_NOOP("Error", "which can no longer be used: it is disabled, was removed, or has no key."))
                    : open.error());
        co_return;
    }
    if (const auto allowed = m_state.snapshot->planner->checkProvider(candidate.provider, m_state.caller.name); !allowed) {
        m_reply.refuse(allowed.error());
        co_return;
    }
    const http::RequestHead& head = m_state.client.request();
    m_state.request.ask.path = "responses/" + kept.id + std::string(storedAskOf(m_state.request.ask.rest, head).path);
    const UpstreamRequest asIs;
    const UpstreamMessage message{head, m_state.request, asIs, *target,
        *accessFor(*target->provider, protocol::Format::OpenAiResponses), true, nullptr, m_state.services.instanceId,
        m_state.services.clock, nullptr, m_state.clientsTrace()};
    const TimePoint until = std::chrono::steady_clock::now() + Milliseconds(target->provider->settings->timeouts.total_ms);
    Task<Result<std::unique_ptr<OpenInquiry>>> opening = openInquiry(m_state.services, message, until);
    auto opened = co_await std::move(opening);
    if (!opened) {
        m_reply.refuse(opened.error());
        co_return;
    }
    const http::ResponseHead& answered = (*opened)->answer().head();
    const auto type = answered.headers.find("content-type").value_or(std::string_view());
    if (asksForStream(head) && answered.status < 300 && startsIgnoringCase(type, kEventStream)) {
        Task<> relaying = relayKept(kept, *target, (*opened)->answer());
        co_await std::move(relaying);
        co_return;
    }
    Task<Result<InquiryReply>> reading = readInquiry(m_state.services, message, **opened, until);
    auto reply = co_await std::move(reading);
    if (reply)
        tellKept(kept, *target, *reply);
    else
        m_reply.refuse(reply.error());
}

/// Sends a whole reply.
void StoredResponseHandler::tellKept(const protocol::KeptResponse& kept, const Target& target, const InquiryReply& reply)
{
    if (reply.status == 401 || reply.status == 402 || reply.status == 403)
        return m_reply.refuse(refusedKey(target, reply.status));
    if (reply.status >= 300 && reply.status < 400) // a client would follow the redirection with its key
        return m_reply.refuse(redirected(target, reply));
    const auto used = reply.status < 300 ? finalUsage(reply.body, kept.id) : std::nullopt;
    const bool isGone = reply.status == 404 || (m_state.client.request().method == "DELETE" && reply.status < 300);
    if (used || isGone)
        m_settlement.bookOwed(kept.id, target, used.value_or(protocol::TokenUsage{}));
    claimOutput(kept, reply);
    if (isGone)
        m_state.services.responses.remove(kept.id, m_state.caller.name);
    m_state.record->status = reply.status;
    m_state.record->outcome = reply.status < 400 ? usage::Outcome::Answered : usage::Outcome::ClientError;
    const bool isError = reply.status >= 400; // some providers repeat the key
    m_state.client.respond(reply.status, headersOfKept(kept, reply.headers),
        QByteArray::fromStdString(isError ? m_state.snapshot->redactor.redactKnown(reply.body) : reply.body));
}

/// The items of a response created in the background become known only now.
void StoredResponseHandler::claimOutput(const protocol::KeptResponse& kept, const InquiryReply& reply)
{
    const bool isWhole = reply.status < 300 && m_state.client.request().method == "GET" && storedAskOf(m_state.request.ask.rest, m_state.client.request()).path.empty();
    const auto response = isWhole ? parseJsonLeniently(reply.body) : Result<Json>();
    if (response && json::textOf(*response, "id") == kept.id)
        m_state.services.responses.owners().claim(protocol::ownedIdsOf(*response), m_state.caller.name);
}

http::Headers StoredResponseHandler::headersOfKept(const protocol::KeptResponse& kept, const http::Headers& holders) const
{
    http::Headers headers = headersForClient(holders);
    m_reply.addOwnHeaders(headers, false);
    headers.add("x-signalbox-provider", kept.provider);
    return headers;
}

/// Relays the events of a response as they arrive.
Task<> StoredResponseHandler::relayKept(const protocol::KeptResponse& kept, const Target& target, http::Answer& answer)
{
    protocol::EventMeter::Parts parts;
    parts.decoder = protocol::codecOf(protocol::Format::OpenAiResponses).makeDecoder(kept.id);
    parts.format = protocol::Format::OpenAiResponses;
    parts.isBackground = true;
    parts.watch = [&](const protocol::AnswerEvent& event) {
        m_state.services.responses.owners().claimEvent(event, m_state.caller.name);
        if (const auto used = usageIn(event))
            m_settlement.bookOwed(kept.id, target, *used);
    };
    protocol::EventMeter meter(std::move(parts));
    http::Headers headers = headersOfKept(kept, answer.head().headers);
    markStream(headers);
    m_state.client.writeHead(answer.head().status, headers, -1);
    if (m_state.wantsHeadOnly()) {
        m_state.client.finish();
        co_return;
    }
    m_reply.setSoftCommitted(); // errors are sent as events from now on
    IdleGuard lines(Milliseconds(target.provider->settings->timeouts.idle_ms), true);
    while (!answer.isComplete()) {
        Until news(answer.waitPoint(), m_state.services.wheel, lines.limit(), [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        const bool isOver = wait == Wait::Timeout || lines.isOver();
        if (isOver || answer.failure()) {
            Error error;
            error.kind = ErrorKind::StreamInterrupted;
            error.message = isOver ? Sentence(QT_TRANSLATE_NOOP("Error", "The provider stopped sending in the middle of its answer."))
                                   : Sentence(QT_TRANSLATE_NOOP("Error", "The provider's answer broke off: %1."), {answer.failure()->message});
            m_reply.endStream(meter.interruption(error));
            co_return;
        }
        const std::string_view came = answer.piece();
        lines.took(came);
        if (meter.isLong(came.size())) {
            auto job = [reading = meter.lend(), bytes = std::string(came)]() mutable {
                reading->read(bytes);
                return std::move(reading);
            };
            const std::string piece(came); // relayed unchanged
            Task<std::unique_ptr<protocol::StreamMeter::Reading>> reads = m_state.services.workers->run(std::move(job));
            auto reading = co_await std::move(reads);
            (void)meter.takeBack(std::move(reading), piece);
            while (meter.hasMore())
                (void)meter.more();
            m_state.client.write(piece);
        } else if (const std::string_view piece = meter.feed(came); !piece.empty()) {
            m_state.client.write(piece);
        }
        if (m_state.client.drained())
            continue;
        Task<bool> taking = m_reply.taken();
        const bool isTaken = co_await std::move(taking);
        lines.excuse();
        if (!isTaken)
            co_return;
    }
    m_state.client.finish();
}

} // namespace gateway::exchange
