#include "request_understanding.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/admission/request_body.h"
#include "gateway/routing/matching/request_traits.h"

#include <utility>

namespace gateway::exchange {

namespace {

constexpr Milliseconds kLongestBody{3600 * 1000}; // the connection has limits of its own

/// Adds the measurements that choosing a target needs.
LargeBody measured(LargeBody large)
{
    if (!large.contents)
        return large;
    protocol::RequestOutline& outline = large.contents->outline;
    routing::RequestFacts facts;
    facts.request = &outline;
    facts.body = viewOf(large.request.body);
    const auto measure = std::make_shared<const protocol::MessageMeasure>(routing::RequestTraits(facts).measure());
    outline.measure = measure;
    if (large.request.ask.format == protocol::Format::OpenAiResponses)
        large.request.required = requiredCapabilities(large.request.ask.format, outline, facts.body);
    return large;
}

} // namespace

RequestUnderstanding::RequestUnderstanding(ExchangeState& state)
    : m_state(state)
{
}

Task<Result<void>> RequestUnderstanding::read()
{
    if (m_state.caller.consumer)
        m_state.client.chargeTo(payer());
    Until whole(m_state.client.waitPoint(), m_state.services.wheel, kLongestBody, [this] { return m_state.client.bodyReady(); });
    (void)co_await whole;
    m_state.times.received = std::chrono::steady_clock::now();
    auto body = m_state.client.takeBody();
    if (!body)
        co_return failure(std::move(body.error()));
    m_share = m_state.client.takeShare();
    auto plain = decodedHere(m_state.client.request().headers, *body, {m_state.snapshot->settings.listen.maxBodyBytes});
    if (!plain) {
        Task<Result<void>> reading = readLarge(std::move(*body));
        auto read = co_await std::move(reading);
        if (!read)
            co_return failure(std::move(read.error()));
    } else if (!*plain) {
        co_return failure(std::move(plain->error()));
    } else {
        m_state.request.body = std::move(**plain);
    }
    co_return outline();
}

/// Has a worker decode and read it.
Task<Result<void>> RequestUnderstanding::readLarge(QByteArray body)
{
    ownShare();
    LargeBody large;
    large.headers = m_state.client.request().headers;
    large.limits = {m_state.snapshot->settings.listen.maxBodyBytes};
    large.request.ask = m_state.request.ask;
    large.request.body = std::move(body);
    large.share = std::move(m_share);
    auto job = [given = std::move(large)]() mutable { return measured(readLargeBody(std::move(given))); };
    Task<LargeBody> reading = m_state.services.workers->run(std::move(job));
    LargeBody read = co_await std::move(reading);
    m_share = std::move(read.share);
    if (!read.contents)
        co_return failure(std::move(read.contents.error()));
    m_state.request.body = std::move(read.request.body);
    m_state.request.isLong = read.request.isLong;
    m_state.request.required = read.request.required;
    m_contents.emplace(std::move(*read.contents));
    co_return Result<void>();
}

/// Who is charged for this memory: the consumer, or without a key the address.
std::string RequestUnderstanding::payer() const { return m_state.caller.consumer ? "consumer " + m_state.caller.name : m_state.client.request().peer; }

http::BodyBudget::Share& RequestUnderstanding::ownShare()
{
    if (!m_share.isOfBudget())
        m_share = m_state.services.budget->shareOf(payer());
    return m_share;
}

/// Reads the outline of the body.
Result<void> RequestUnderstanding::outline()
{
    const http::RequestHead& head = m_state.client.request();
    protocol::RequestOutline& outline = m_state.request.outline;
    m_state.record->requestBytes = m_state.request.body.size();
    m_state.request.contentType = head.headers.find("content-type").value_or("application/json");
    auto contents = m_contents ? Result<protocol::RequestContents>(std::move(*m_contents)) : contentsOf(m_state.request, m_state.services.requestReader);
    m_contents.reset();
    if (!contents)
        return failure(std::move(contents.error()));
    outline = std::move(contents->outline);
    m_references = std::move(contents->references);
    Ask& ask = m_state.request.ask;
    if (ask.operation == Operation::Converse && ask.format == protocol::Format::OpenAiChat) {
        ask.chat = requiredCapabilities(ask.format, outline, viewOf(m_state.request.body));
        m_state.request.required = ask.chat;
    }
    m_state.record->askedModel = m_state.snapshot->redactor.redact(outline.model); // in case the client put a key there by mistake
    m_state.record->isStream = outline.stream;
    return {};
}

} // namespace gateway::exchange
