#include "metrics_handler.h"

#include <QtGlobal>

#include <memory>
#include <utility>

namespace gateway::exchange {

namespace {

constexpr Milliseconds kLongestMetrics{8000}; // scrapers wait for ten seconds
constexpr std::string_view kOpenMetrics = "application/openmetrics-text";

} // namespace

/// Another component formats the metrics, from the records up to now.
Task<> answerMetrics(ExchangeState& state, ClientReply& reply)
{
    const auto metrics = std::make_shared<MetricsReply>();
    const auto accept = state.client.request().headers.find("accept");
    metrics->isOpenMetrics = accept && accept->find(kOpenMetrics) != std::string_view::npos;
    state.services.deferred.run();
    metrics->inFlight = static_cast<std::int64_t>(state.services.board.inFlight());
    if (state.services.askMetrics) {
        state.services.board.handOver();
        state.services.askMetrics(metrics);
        Until ready(metrics->news, state.services.wheel, kLongestMetrics, [&metrics] { return metrics->isReady; });
        (void)co_await ready;
    }
    if (!metrics->isReady) {
        Error error;
        error.kind = ErrorKind::NoUsableTarget;
        error.message = {QT_TRANSLATE_NOOP("Error", "The metrics could not be collected in time. Try again later.")};
        reply.refuse(error);
        co_return;
    }
    http::Headers headers;
    headers.add("content-type", metrics->contentType);
    reply.addOwnHeaders(headers, false);
    reply.answer(headers, metrics->text);
}

} // namespace gateway::exchange
