#include "instrument.h"

namespace gateway::usage {

namespace {

// Names and buckets. Source: open-telemetry/semantic-conventions, docs/gen-ai/gen-ai-metrics.md,
// read 2026-11-22 (status: development).
constexpr std::array<double, 14> kTokenBounds{
    1, 4, 16, 64, 256, 1024, 4096, 16384, 65536, 262144, 1048576, 4194304, 16777216, 67108864};
constexpr std::array<double, 14> kDurationBounds{
    0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92};
constexpr std::array<double, 13> kPerTokenBounds{
    0.01, 0.025, 0.05, 0.075, 0.1, 0.15, 0.2, 0.3, 0.4, 0.5, 0.75, 1.0, 2.5};
constexpr std::array<double, 16> kFirstTokenBounds{
    0.001, 0.005, 0.01, 0.02, 0.04, 0.06, 0.08, 0.1, 0.25, 0.5, 0.75, 1.0, 2.5, 5.0, 7.5, 10.0};

using enum InstrumentKind;

// Source of Higress' names: alibaba/higress, plugins/wasm-go/extensions/ai-statistics/main.go and
// its README; read 2026-11-22. Times are sums of milliseconds there.
constexpr std::array<InstrumentInfo, kInstruments> kTable{{
    {Histogram, "gen_ai.client.token.usage", "{token}", "Tokens of one answer, input and output separately.", kTokenBounds},
    {Histogram, "gen_ai.client.operation.duration", "s", "Duration of one attempt at a provider.", kDurationBounds},
    {Histogram, "gen_ai.server.request.duration", "s", "Duration of one request as seen by its client.", kDurationBounds},
    {Histogram, "gen_ai.server.time_per_output_token", "s", "Time per token after the first one, for streams.",
        kPerTokenBounds},
    {Histogram, "gen_ai.server.time_to_first_token", "s", "Time to first token, for streams.", kFirstTokenBounds},
    {Counter, "signalbox.exchanges", "{exchange}", "Completed requests, by outcome."},
    {Counter, "signalbox.attempts", "{attempt}", "Attempts at providers, by outcome."},
    {Counter, "signalbox.fallbacks", "{exchange}", "Requests answered by a fallback."},
    {Counter, "signalbox.tokens", "{token}", "Tokens by kind and origin of the count."},
    {MoneyCounter, "signalbox.cost", "", "Cost of answers, by currency, without unpriced ones."},
    {Counter, "signalbox.unpriced", "{exchange}", "Answers that are unpriced, fully or in part."},
    {Counter, "signalbox.unknown_usage", "{exchange}", "Answers without known token counts."},
    {Counter, "signalbox.unreported_usage", "{exchange}", "Answers whose tokens are not all reported by the provider."},
    {Counter, "signalbox.request.size", "By", "Bytes of request bodies."},
    {Counter, "signalbox.answer.size", "By", "Bytes of answer bodies."},
    {HigressCounter, "route_upstream_model_consumer_metric_input_token", "", "Input tokens."},
    {HigressCounter, "route_upstream_model_consumer_metric_output_token", "", "Output tokens."},
    {HigressCounter, "route_upstream_model_consumer_metric_total_token", "", "Tokens."},
    {HigressCounter, "route_upstream_model_consumer_metric_llm_service_duration", "", "Duration of answers, in milliseconds."},
    {HigressCounter, "route_upstream_model_consumer_metric_llm_duration_count", "", "Answers."},
    {HigressCounter, "route_upstream_model_consumer_metric_llm_first_token_duration", "",
        "Time to first token of streams, in milliseconds."},
    {HigressCounter, "route_upstream_model_consumer_metric_llm_stream_duration_count", "", "Streamed answers."},
}};

} // namespace

const InstrumentInfo& instrumentInfo(Instrument instrument) { return kTable[static_cast<std::size_t>(instrument)]; }

} // namespace gateway::usage
