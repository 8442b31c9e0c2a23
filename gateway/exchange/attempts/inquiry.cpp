#include "inquiry.h"

#include "gateway/loop/wait.h"

#include <QtGlobal>

#include <utility>

namespace gateway::exchange {

namespace {

constexpr std::size_t kLargestReply = 64 * 1024 * 1024;

Error errorOf(const UpstreamMessage& message, ErrorKind kind, const Sentence& why)
{
    Error error;
    error.kind = kind;
    error.message = {QT_TRANSLATE_NOOP("Error", "Provider \"%1\" %2."), {message.target.provider->settings->id, why}};
    return error;
}

Error broken(const UpstreamMessage& message, const Error& why)
{
    return errorOf(message, why.kind, {QT_TRANSLATE_NOOP("Error", "cannot be reached: %1"), {why.message}});
}

} // namespace

OpenInquiry::OpenInquiry(http::Lease lease, std::unique_ptr<http::ContentDecoder> decoder)
    : m_lease(std::move(lease))
{
    if (decoder)
        m_decoded.emplace(*m_lease, std::move(decoder));
}

Task<Result<std::unique_ptr<OpenInquiry>>> openInquiry(Services& services, const UpstreamMessage& message, TimePoint until)
{
    http::Lease lease = services.pool.acquire(message.access.origin, message.target.provider->keepAlive);
    for (;;) {
        lease->send(compose(message));
        http::UpstreamConnection& connection = *lease;
        Wait wait = Wait::Timeout;
        { // it must not outlive the connection
            Until news(connection.waitPoint(), services.wheel, until, [&connection] { return connection.headReady(); });
            wait = co_await news;
        }
        if (wait == Wait::Timeout)
            co_return failure(errorOf(message, ErrorKind::UpstreamTimeout, QT_TRANSLATE_NOOP("Error", "took too long to answer")));
        if (!connection.failure())
            break;
        if (!connection.wasStale())
            co_return failure(broken(message, *connection.failure()));
        lease = services.pool.acquire(message.access.origin, message.target.provider->keepAlive, true);
    }
    auto decoder = http::ContentDecoder::of(lease->head().headers);
    if (!decoder)
        co_return failure(errorOf(message, ErrorKind::UpstreamProtocolError, QT_TRANSLATE_NOOP("Error", "used an unknown Content-Encoding")));
    co_return std::make_unique<OpenInquiry>(std::move(lease), std::move(*decoder));
}

Task<Result<InquiryReply>> readInquiry(Services& services, const UpstreamMessage& message, OpenInquiry& inquiry, TimePoint until)
{
    http::Answer& answer = inquiry.answer();
    InquiryReply reply;
    reply.status = answer.head().status;
    reply.headers = answer.head().headers;
    while (!answer.isComplete()) {
        Until news(answer.waitPoint(), services.wheel, until, [&answer] { return answer.pieceReady(); });
        const Wait wait = co_await news;
        if (wait == Wait::Timeout)
            co_return failure(errorOf(message, ErrorKind::UpstreamTimeout, QT_TRANSLATE_NOOP("Error", "took too long to answer")));
        if (answer.failure())
            co_return failure(broken(message, *answer.failure()));
        reply.body.append(answer.piece());
        if (reply.body.size() > kLargestReply)
            co_return failure(
                errorOf(message, ErrorKind::UpstreamProtocolError, QT_TRANSLATE_NOOP("Error", "gave an answer that is longer than 64 MiB")));
    }
    co_return reply;
}

Task<Result<InquiryReply>> inquire(Services& services, const UpstreamMessage& message, Milliseconds atMost)
{
    const TimePoint until = std::chrono::steady_clock::now() + atMost;
    Task<Result<std::unique_ptr<OpenInquiry>>> opening = openInquiry(services, message, until);
    auto opened = co_await std::move(opening);
    if (!opened)
        co_return failure(std::move(opened.error()));
    Task<Result<InquiryReply>> reading = readInquiry(services, message, **opened, until);
    auto reply = co_await std::move(reading);
    co_return reply;
}

} // namespace gateway::exchange
