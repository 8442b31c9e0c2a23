#include "client_reply.h"

#include "request_admission.h"

#include "gateway/core/json/sentence_json.h"
#include "gateway/exchange/answers/local_answers.h"
#include "gateway/exchange/attempts/upstream_message.h"
#include "gateway/http/content_decoder.h"
#include "gateway/protocol/anthropic/anthropic_shapes.h"

#include <algorithm>
#include <string>
#include <utility>

namespace gateway::exchange {

namespace {

constexpr std::string_view kComment = ": waiting for the provider\n\n";
constexpr Milliseconds kLongestDrain{10 * 60 * 1000};

/// The field for a conversation stored by Anthropic. Its SDK sends the whole conversation when it gets a particular
/// error for this field.
constexpr std::string_view kThread = "thread";

std::string errorText(const Error& error, protocol::Dialect dialect, const std::string& id, std::string_view code)
{
    if (dialect != protocol::Dialect::Anthropic || error.param != kThread)
        return protocol::errorBody(dialect, error, id, code);
    return error.httpStatus() == 404 ? protocol::threadNotFoundBody() : protocol::threadUnsupportedBody();
}

} // namespace

ClientReply::ClientReply(ExchangeState& state, const Failures& failures)
    : m_state(state)
    , m_failures(failures)
{
}

protocol::Dialect ClientReply::dialect() const
{
    const http::RequestHead& head = m_state.client.request();
    if (m_state.endpoint.endpoint)
        return m_state.endpoint.endpoint->dialect;
    return isAnthropicClient(head) ? protocol::Dialect::Anthropic : dialectOf(head.path);
}

void ClientReply::addOwnHeaders(http::Headers& headers, bool withTarget) const
{
    const usage::ExchangeRecord& record = *m_state.record;
    headers.add("x-signalbox-request-id", record.id);
    if (!record.route.empty())
        headers.add("x-signalbox-route", record.route);
    if (withTarget) {
        headers.add("x-signalbox-provider", record.provider);
        headers.add("x-signalbox-model", record.model);
        m_state.policies.limits.addHeaders(headers, false);
    }
    if (!record.attempts.empty())
        headers.add("x-signalbox-attempts", std::to_string(record.attempts.size()));
    addCorsHeaders(m_state.client.request(), *m_state.snapshot, headers);
}

std::string droppedText(const std::vector<std::string>& losses)
{
    std::string text;
    for (const std::string& each : losses)
        text += (text.empty() ? "" : ", ") + each;
    std::replace_if(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }, '?');
    return text;
}

void ClientReply::refuse(const Error& error, std::string_view code)
{
    usage::ExchangeRecord& record = *m_state.record;
    record.decisions.error = m_failures.keptWords(error);
    record.errorCode = std::string(error.code());
    record.status = error.httpStatus();
    const bool isClients = error.httpStatus() < 500 && (record.attempts.empty() || m_failures.isRefusal())
        && error.kind != ErrorKind::UpstreamRateLimited;
    record.outcome = isClients ? usage::Outcome::ClientError : usage::Outcome::Failed;
    if (m_isSoftCommitted) {
        record.status = 200;
        endStream(protocol::errorEvent(dialect(), error, code, record.id));
        return;
    }
    m_state.client.respond(error.httpStatus(), headersOf(error), QByteArray::fromStdString(errorText(error, dialect(), record.id, code)));
}

http::Headers ClientReply::headersOf(const Error& error) const
{
    http::Headers headers;
    headers.add("content-type", "application/json");
    headers.add("x-signalbox-error", error.code());
    if (m_state.client.request().headers.find(json::kSentenceHeader))
        headers.add(json::kSentenceHeader, json::fromSentence(error.message).dump(-1, ' ', true, Json::error_handler_t::replace));
    if (const std::string dropped = droppedText(m_failures.dropped()); !dropped.empty())
        headers.add("x-signalbox-dropped", dropped);
    if (error.retryAfter_s > 0)
        headers.add("retry-after", std::to_string(error.retryAfter_s));
    // The SDKs of OpenAI and Anthropic obey this header; without it they retry three times what a retry cannot fix.
    // Source: openai-node and anthropic-sdk-typescript, src/client.ts, shouldRetry. Read 2026-11-21.
    const bool isUnusable = error.kind == ErrorKind::NoUsableTarget || error.kind == ErrorKind::NoUsableKey;
    const bool isLasting = isUnusable && error.retryAfter_s == 0;
    if (error.kind == ErrorKind::LoopSuspected) // a client that retries by itself would go on with the loop
        headers.add("x-should-retry", "false");
    if (error.httpStatus() >= 500 && (isLasting || !errorInfo(error.kind).retryable))
        headers.add("x-should-retry", "false");
    if (error.kind == ErrorKind::InvalidConsumerKey) // Source: RFC 9110 §15.5.2, RFC 6750 §3
        headers.add("www-authenticate", "Bearer");
    if (error.kind == ErrorKind::MethodNotAllowed && m_state.endpoint.endpoint)
        headers.add("allow", m_state.endpoint.endpoint->methods);
    // Not if the media type is the problem. Source: RFC 9110 §12.5.3.
    if (error.kind == ErrorKind::UnsupportedMediaType && !http::ContentDecoder::of(m_state.client.request().headers))
        headers.add("accept-encoding", http::ContentDecoder::kKnown);
    addOwnHeaders(headers, false);
    if (error.kind == ErrorKind::RateLimited || error.kind == ErrorKind::BudgetExceeded)
        m_state.policies.limits.addHeaders(headers, true);
    const std::vector<usage::AttemptRecord>& attempts = m_state.record->attempts;
    if (!attempts.empty()) {
        headers.set("x-signalbox-provider", attempts.back().provider);
        headers.set("x-signalbox-model", attempts.back().model);
    }
    return headers;
}

void ClientReply::answer(const http::Headers& headers, const std::string& body)
{
    m_state.record->status = 200;
    m_state.record->outcome = usage::Outcome::Answered;
    m_state.client.respond(200, headers, QByteArray::fromStdString(body));
}

void ClientReply::answerJson(const std::string& body)
{
    http::Headers headers;
    headers.add("content-type", "application/json");
    addOwnHeaders(headers, false);
    answer(headers, body);
}

void ClientReply::answerHere(const Result<std::string>& body)
{
    if (!body) {
        refuse(body.error());
        return;
    }
    m_state.isRecorded = false;
    answerJson(*body);
}

void ClientReply::beginComments() { m_commentDue = m_state.times.begun + Milliseconds(m_state.snapshot->settings.listen.streamComment_ms); }

void ClientReply::comment()
{
    if (!std::exchange(m_isSoftCommitted, true)) {
        http::Headers headers;
        headers.add("content-type", "text/event-stream");
        markStream(headers);
        headers.set("x-signalbox-request-id", m_state.record->id);
        if (!m_state.record->route.empty())
            headers.set("x-signalbox-route", m_state.record->route);
        addCorsHeaders(m_state.client.request(), *m_state.snapshot, headers);
        m_state.client.writeHead(200, headers, -1);
        m_state.record->status = 200; // the client has received it, whatever follows
    }
    m_state.client.write(kComment);
    m_commentDue = std::chrono::steady_clock::now() + Milliseconds(m_state.snapshot->settings.listen.streamComment_ms);
}

void ClientReply::endStream(const std::string& lastEvent)
{
    m_state.client.write(lastEvent);
    m_state.client.finish();
}

Task<bool> ClientReply::taken()
{
    m_state.client.watchDrain(true);
    Until room(m_state.client.waitPoint(), m_state.services.wheel, kLongestDrain, [this] { return m_state.client.drained(); });
    const Wait wait = co_await room;
    m_state.client.watchDrain(false);
    if (wait == Wait::Timeout)
        m_state.client.breakOff();
    co_return wait != Wait::Timeout;
}

} // namespace gateway::exchange
