#include "upstream_call.h"

#include "gateway/core/text/bytes.h"
#include "gateway/http/content_decoder.h"

#include <utility>

namespace gateway::exchange {

UpstreamCall::UpstreamCall(http::Upstreams& upstreams, TimerWheel& wheel)
    : m_upstreams(upstreams), m_wheel(wheel)
{
}

void UpstreamCall::send(const UpstreamMessage& message, bool isFresh)
{
    if (message.access.endpoint.protocol == providers::Protocol::Demo) {
        const QByteArray body = composeBody(message);
        m_demo = std::make_unique<DemoAnswer>(providers::demoReply(message.target.candidate->model, viewOf(body)), m_wheel);
        m_answer = m_demo.get();
        return;
    }
    m_lease = m_upstreams.acquire(message.access.origin, message.target.provider->keepAlive, isFresh);
    m_answer = &*m_lease;
    m_lease->send(compose(message));
}

Task<Wait> UpstreamCall::connected(TimePoint until)
{
    if (!m_lease)
        co_return Wait::Ready;
    http::UpstreamConnection& connection = *m_lease;
    Until ready(connection.waitPoint(), m_wheel, until, [&connection] { return connection.connectReady(); });
    const Wait wait = co_await ready;
    co_return wait;
}

Task<Wait> UpstreamCall::headed(TimePoint until)
{
    http::Answer& answer = *m_answer;
    Until news(answer.waitPoint(), m_wheel, until, [&answer] { return answer.headReady(); });
    const Wait wait = co_await news;
    co_return wait;
}

bool UpstreamCall::undoCoding()
{
    auto decoder = http::ContentDecoder::of(m_answer->head().headers);
    if (!decoder)
        return false;
    if (*decoder) {
        m_decoded = std::make_unique<http::DecodedAnswer>(*m_answer, std::move(*decoder));
        m_answer = m_decoded.get();
    }
    return true;
}

} // namespace gateway::exchange
