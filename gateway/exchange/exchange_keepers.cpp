// What an exchange asks the provider that keeps a response: what became of it.

#include "exchange.h"

#include "gateway/core/json/json.h"
#include "gateway/core/json/json_repair.h"
#include "gateway/core/text/ascii.h"
#include "gateway/core/text/bytes.h"
#include "gateway/exchange/answers/stored_responses.h"
#include "gateway/exchange/attempts/idle_guard.h"
#include "gateway/exchange/attempts/inquiry.h"
#include "gateway/exchange/attempts/redirection.h"
#include "gateway/exchange/attempts/upstream_message.h"
#include "gateway/exchange/snapshot/access_facts.h"
#include "gateway/protocol/codecs/codec_table.h"
#include "gateway/protocol/conversation/answer_fields.h"
#include "gateway/protocol/conversation/event_meter.h"
#include "gateway/protocol/responses/responses_codec.h"

#include <algorithm>
#include <vector>

namespace gateway::exchange {

namespace {

constexpr std::string_view kEventStream = "text/event-stream";

/// Of our key the client hears nothing but that.
Error refusedKey(const Target& target, int status)
{
    Error error;
    error.kind = ErrorKind::NoUsableKey;
    error.message = "Provider \"" + target.provider->settings->id + "\" refused its key \"" + target.key->name + "\" ("
        + std::to_string(status) + "). " + refusedKeyRemedy({}, target.key->mistake);
    return error;
}

Error redirected(const Target& target, const InquiryReply& reply)
{
    const Access* const access = accessFor(*target.provider, protocol::Format::OpenAiResponses);
    Error error;
    error.kind = ErrorKind::UpstreamProtocolError;
    error.message = "Provider \"" + target.provider->settings->id + "\" " + redirectionWords(reply.status, reply.headers, access->origin);
    return error;
}

/// What the response `id` has used, where it is over: as `body`, or an event in it, says.
std::optional<protocol::TokenUsage> finalUsage(std::string_view body, const std::string& id)
{
    const auto whole = parseJsonLeniently(body);
    const auto response = whole ? std::optional(*whole) : protocol::responseIn(body);
    const bool isOver = response && protocol::fields::textAt(*response, "id") == id
        && protocol::responseState(*response) == protocol::ResponseState::Over;
    return isOver ? std::optional(protocol::responseUsage(*response)) : std::nullopt;
}

Error keeperGone(const protocol::KeptResponse& kept, const std::string& remedy)
{
    Error error;
    error.kind = ErrorKind::InvalidRequest;
    error.status = 404;
    error.message = "The response \"" + kept.id + "\" is kept by provider \"" + kept.provider + "\", " + remedy;
    return error;
}

/// What an event says that a response has used, where it is over; empty: it does not.
std::optional<protocol::TokenUsage> toldBy(const protocol::AnswerEvent& event)
{
    if (const auto* const told = std::get_if<protocol::UsageTold>(&event))
        return told->usage;
    const auto* const failed = std::get_if<protocol::AnswerFailed>(&event);
    const bool isTold = failed && failed->usage.origin != protocol::UsageOrigin::Unknown; // else the stream alone may have failed
    return isTold ? std::optional(failed->usage) : std::nullopt;
}

/// The same for what is another's and for what never was.
Error notKnown(const protocol::Reference& reference)
{
    using Kind = protocol::Reference::Kind;
    constexpr std::size_t kMost = 100;
    const bool isHistory = reference.kind == Kind::Response || reference.kind == Kind::Conversation;
    Error error;
    error.kind = isHistory ? ErrorKind::ResponseNotKept : ErrorKind::InvalidRequest;
    error.status = 404;
    error.param = reference.field;
    error.message = '"' + reference.id.substr(0, kMost) + "\" is not known here (any more)";
    if (isHistory)
        error.message += "; send the earlier items in \"input\".";
    else if (reference.kind == Kind::Item)
        error.message += ". Send the whole item in the place of its id.";
    else
        error.message += ". Files and batches are for the consumer that made them through this gateway.";
    return error;
}

bool asksForStream(const http::RequestHead& head)
{
    return (head.method == "GET" || head.method == "HEAD") && head.queryParameter("stream") == "true";
}

} // namespace

/// The response that is asked for, where a provider keeps it; else null.
const protocol::KeptResponse* Exchange::keptElsewhere()
{
    const http::RequestHead& head = m_client.request();
    if (m_request.ask.operation != Operation::StoredResponse || head.method == "OPTIONS")
        return nullptr;
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(m_record->startedAt.time_since_epoch());
    m_services.responses.dropOld(now.count());
    const auto* const kept = m_services.responses.find(storedAskOf(m_request.ask.rest, head).id, m_caller.name);
    return kept && kept->isElsewhere() ? kept : nullptr;
}

/// With the key that it was made with, where that is still there.
std::optional<Target> Exchange::keeperOf(const protocol::KeptResponse& kept, routing::Candidate& candidate) const
{
    const Provider* const provider = m_snapshot->provider(kept.provider);
    if (!provider || !provider->settings->enabled || provider->keys.empty())
        return std::nullopt;
    const Access* const access = accessFor(*provider, protocol::Format::OpenAiResponses);
    const bool isKeeper = access && access->format == protocol::Format::OpenAiResponses
        && !access->endpoint.formatQuirks.statelessResponses;
    if (!isKeeper)
        return std::nullopt;
    const auto key = std::ranges::find(provider->keys, kept.key, &UsableKey::name);
    candidate.provider = static_cast<std::size_t>(provider - m_snapshot->providers.data());
    return Target{&candidate, provider, key == provider->keys.end() ? &provider->keys.front() : &*key, false};
}

Task<> Exchange::askKeeper(protocol::KeptResponse kept)
{
    m_isRecorded = false;
    routing::Candidate candidate;
    const std::optional<Target> target = keeperOf(kept, candidate);
    if (const auto open = checkOpen(); !open || !target) {
        refuse(open ? keeperGone(kept, "which cannot be used here any more: it is switched off, gone, or has no key.")
                    : open.error());
        co_return;
    }
    if (const auto allowed = m_snapshot->planner->checkProvider(candidate.provider, m_caller.name); !allowed) {
        refuse(allowed.error());
        co_return;
    }
    const http::RequestHead& head = m_client.request();
    m_request.ask.path = "responses/" + kept.id + std::string(storedAskOf(m_request.ask.rest, head).path);
    const UpstreamRequest asIs;
    const UpstreamMessage message{head, m_request, asIs, *target,
        *accessFor(*target->provider, protocol::Format::OpenAiResponses), true, nullptr, m_services.instanceId,
        m_services.clock, nullptr, clientsTrace()};
    const TimePoint until = std::chrono::steady_clock::now() + Milliseconds(target->provider->settings->timeouts.total_ms);
    Task<Result<std::unique_ptr<OpenInquiry>>> opening = openInquiry(m_services, message, until);
    auto opened = co_await std::move(opening);
    if (!opened) {
        refuse(opened.error());
        co_return;
    }
    const http::ResponseHead& answered = (*opened)->answer().head();
    const auto type = answered.headers.find("content-type").value_or(std::string_view());
    if (asksForStream(head) && answered.status < 300 && startsIgnoringCase(type, kEventStream)) {
        Task<> relaying = relayKept(kept, *target, (*opened)->answer());
        co_await std::move(relaying);
        co_return;
    }
    Task<Result<InquiryReply>> reading = readInquiry(m_services, message, **opened, until);
    auto reply = co_await std::move(reading);
    if (reply)
        tellKept(kept, *target, *reply);
    else
        refuse(reply.error());
}

/// A whole reply.
void Exchange::tellKept(const protocol::KeptResponse& kept, const Target& target, const InquiryReply& reply)
{
    if (reply.status == 401 || reply.status == 402 || reply.status == 403)
        return refuse(refusedKey(target, reply.status));
    if (reply.status >= 300 && reply.status < 400) // a client would follow, with its key
        return refuse(redirected(target, reply));
    const auto used = reply.status < 300 ? finalUsage(reply.body, kept.id) : std::nullopt;
    const bool isGone = reply.status == 404 || (m_client.request().method == "DELETE" && reply.status < 300);
    if (used || isGone)
        bookOwed(kept.id, target, used.value_or(protocol::TokenUsage{}));
    claimOutput(kept, reply);
    if (isGone)
        m_services.responses.remove(kept.id, m_caller.name);
    m_record->status = reply.status;
    m_record->outcome = reply.status < 400 ? usage::Outcome::Answered : usage::Outcome::ClientError;
    const bool isError = reply.status >= 400; // some repeat the key
    m_client.respond(reply.status, headersOfKept(kept, reply.headers),
        QByteArray::fromStdString(isError ? m_snapshot->redactor.redactKnown(reply.body) : reply.body));
}

/// The items of a response that was made in the background are known only now.
void Exchange::claimOutput(const protocol::KeptResponse& kept, const InquiryReply& reply)
{
    const bool isWhole = reply.status < 300 && m_client.request().method == "GET" && storedAskOf(m_request.ask.rest, m_client.request()).path.empty();
    const auto response = isWhole ? parseJsonLeniently(reply.body) : Result<Json>();
    if (response && protocol::fields::textAt(*response, "id") == kept.id)
        m_services.responses.owners().claim(protocol::ownedIdsOf(*response), m_caller.name);
}

http::Headers Exchange::headersOfKept(const protocol::KeptResponse& kept, const http::Headers& keepers) const
{
    http::Headers headers = headersForClient(keepers);
    addOwnHeaders(headers, false);
    headers.add("x-signalbox-provider", kept.provider);
    return headers;
}

/// Events of a response, as they come.
Task<> Exchange::relayKept(const protocol::KeptResponse& kept, const Target& target, http::Answer& answer)
{
    protocol::EventMeter::Parts parts;
    parts.decoder = protocol::codecOf(protocol::Format::OpenAiResponses).makeDecoder(kept.id);
    parts.format = protocol::Format::OpenAiResponses;
    parts.isBackground = true;
    parts.watch = [&](const protocol::AnswerEvent& event) {
        m_services.responses.owners().claimEvent(event, m_caller.name);
        if (const auto used = toldBy(event))
            bookOwed(kept.id, target, *used);
    };
    protocol::EventMeter meter(std::move(parts));
    http::Headers headers = headersOfKept(kept, answer.head().headers);
    markStream(headers);
    m_client.writeHead(answer.head().status, headers, -1);
    if (wantsHeadOnly()) {
        m_client.finish();
        co_return;
    }
    m_isSoftCommitted = true; // an error is an event from now on
    IdleGuard lines(Milliseconds(target.provider->settings->timeouts.idle_ms), true);
    while (!answer.isComplete()) {
        Until news(answer.waitPoint(), m_services.wheel, lines.limit(), [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        const bool isOver = wait == Wait::Timeout || lines.isOver();
        if (isOver || answer.failure()) {
            Error error;
            error.kind = ErrorKind::StreamInterrupted;
            error.message = isOver ? "The provider stopped sending in the middle of its answer."
                                                  : "The provider's answer broke off: " + answer.failure()->message + '.';
            endStream(meter.interruption(error));
            co_return;
        }
        const std::string_view came = answer.piece();
        lines.took(came);
        if (meter.isLong(came.size())) {
            auto job = [reading = meter.lend(), bytes = std::string(came)]() mutable {
                reading->read(bytes);
                return std::move(reading);
            };
            const std::string piece(came); // which passes as it is
            Task<std::unique_ptr<protocol::StreamMeter::Reading>> reads = m_services.workers->run(std::move(job));
            auto reading = co_await std::move(reads);
            (void)meter.takeBack(std::move(reading), piece);
            while (meter.hasMore())
                (void)meter.more();
            m_client.write(piece);
        } else if (const std::string_view piece = meter.feed(came); !piece.empty()) {
            m_client.write(piece);
        }
        if (m_client.drained())
            continue;
        Task<bool> taking = taken();
        const bool isTaken = co_await std::move(taking);
        lines.excuse();
        if (!isTaken)
            co_return;
    }
    m_client.finish();
}

/// What `id` owes is told, to whoever asks for it first: it belongs to the exchange that has asked for the response, or the batch.
void Exchange::bookOwed(const std::string& id, const Target& target, const protocol::TokenUsage& used)
{
    const auto* const found = m_services.responses.find(id, m_caller.name);
    if (!found || !found->owed || found->provider != target.provider->settings->id)
        return;
    protocol::KeptResponse kept = *found;
    m_services.soon.run(); // whose it is may have ended just now
    m_services.late.tell(lateRecord(kept, *target.provider, used, *m_snapshot->prices, m_services.clock.wallNow()));
    kept.owed = {};
    m_services.responses.keep(std::move(kept));
}

/// See `protocol::OwnerTable` for the rule. With the client's own key, the provider tells callers apart.
Result<void> Exchange::admitReferences(const routing::Plan& plan) const
{
    using Kind = protocol::Reference::Kind;
    const bool isClients = plan.route && plan.route->clientCredential;
    if (!*m_references)
        return isClients ? Result<void>() : failure(m_references->error());
    const bool isCallersAlone = m_snapshot->consumerKeys.isEmpty() || (!plan.candidates.empty() && std::ranges::all_of(plan.candidates, [this](const routing::Candidate& candidate) {
        return isAlone(*m_snapshot, candidate.provider, m_caller.name);
    }));
    protocol::ResponseStore& store = m_services.responses;
    for (const protocol::Reference& reference : **m_references) {
        const bool isKept = reference.kind == Kind::Response && store.find(reference.id, m_caller.name);
        const bool mayUseUnknown = isCallersAlone || reference.isMentioned; // a prompt may tell of anything
        if (!isClients && !isKept && !store.owners().mayUse(reference.id, m_caller.name, mayUseUnknown))
            return failure(notKnown(reference));
        if (reference.kind == Kind::Conversation && !isClients)
            store.owners().claim(reference.id, m_caller.name, protocol::OwnedKind::Response);
    }
    return {};
}

/// What goes on from a response that a provider keeps can be asked there only.
Result<void> Exchange::goToKeeper(routing::Plan& plan)
{
    const auto* const kept = previousOf(m_request, m_caller.name, m_services.responses);
    if (!kept || !kept->isElsewhere())
        return {};
    std::erase_if(plan.candidates, [&](const routing::Candidate& candidate) {
        return m_snapshot->providers[candidate.provider].settings->id != kept->provider;
    });
    m_keeperKey = kept->key;
    if (!plan.candidates.empty())
        return {};
    Error error = keeperGone(*kept,
        "which is no target of this request. Ask for a model that goes there, or send the "
        "earlier items in \"input\".");
    error.kind = ErrorKind::ResponseNotKept;
    error.status = 0;
    error.param = "previous_response_id";
    return failure(std::move(error));
}

} // namespace gateway::exchange
