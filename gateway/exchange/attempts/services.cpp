#include "services.h"

#include <utility>

namespace gateway::exchange {

void metricsReady(MetricsReply& reply, std::string contentType, std::string text)
{
    reply.contentType = std::move(contentType);
    reply.text = std::move(text);
    reply.isReady = true;
    reply.news.wake();
}

} // namespace gateway::exchange
