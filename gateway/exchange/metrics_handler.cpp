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
Task<> tellMetrics(ExchangeState& state, ClientReply& reply)
{
    const auto told = std::make_shared<MetricsReply>();
    const auto accept = state.client.request().headers.find("accept");
    told->isOpenMetrics = accept && accept->find(kOpenMetrics) != std::string_view::npos;
    state.services.deferred.run();
    told->inFlight = static_cast<std::int64_t>(state.services.board.inFlight());
    if (state.services.askMetrics) {
        state.services.board.handOver();
        state.services.askMetrics(told);
        Until ready(told->news, state.services.wheel, kLongestMetrics, [&told] { return told->isReady; });
        (void)co_await ready;
    }
    if (!told->isReady) {
        Error error;
        error.kind = ErrorKind::NoUsableTarget;
        error.message = {QT_TRANSLATE_NOOP("Error", "The metrics could not be collected in time. Try again later.")};
        reply.refuse(error);
        co_return;
    }
    http::Headers headers;
    headers.add("content-type", told->contentType);
    reply.addOwnHeaders(headers, false);
    reply.answer(headers, told->text);
}

} // namespace gateway::exchange
