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
    {Histogram, "gen_ai.client.token.usage", "{token}", "Tokens of one answer, input and output apart.", kTokenBounds},
    {Histogram, "gen_ai.client.operation.duration", "s", "Time of one attempt at a provider.", kDurationBounds},
    {Histogram, "gen_ai.server.request.duration", "s", "Time of one exchange as its client saw it.", kDurationBounds},
    {Histogram, "gen_ai.server.time_per_output_token", "s", "Time per token behind the first one, of streams.",
        kPerTokenBounds},
    {Histogram, "gen_ai.server.time_to_first_token", "s", "Time until the first token, of streams.", kFirstTokenBounds},
    {Counter, "signalbox.exchanges", "{exchange}", "Exchanges that ended, by outcome."},
    {Counter, "signalbox.attempts", "{attempt}", "Attempts at providers, by what became of them."},
    {Counter, "signalbox.fallbacks", "{exchange}", "Exchanges that another than the first choice answered."},
    {Counter, "signalbox.tokens", "{token}", "Tokens by kind and by how their number was obtained."},
    {MoneyCounter, "signalbox.cost", "", "Cost of answers, by currency; those without a price are not in it."},
    {Counter, "signalbox.unpriced", "{exchange}", "Answers whose cost nobody knows, or not all of it."},
    {Counter, "signalbox.unknown_usage", "{exchange}", "Answers whose tokens nobody knows."},
    {Counter, "signalbox.unreported_usage", "{exchange}", "Answers whose tokens are not all told by their provider."},
    {Counter, "signalbox.request.size", "By", "Bytes of requests' bodies."},
    {Counter, "signalbox.answer.size", "By", "Bytes of answers' bodies."},
    {HigressCounter, "route_upstream_model_consumer_metric_input_token", "", "Input tokens."},
    {HigressCounter, "route_upstream_model_consumer_metric_output_token", "", "Output tokens."},
    {HigressCounter, "route_upstream_model_consumer_metric_total_token", "", "Tokens."},
    {HigressCounter, "route_upstream_model_consumer_metric_llm_service_duration", "", "Milliseconds of answers."},
    {HigressCounter, "route_upstream_model_consumer_metric_llm_duration_count", "", "Answers."},
    {HigressCounter, "route_upstream_model_consumer_metric_llm_first_token_duration", "",
        "Milliseconds until the first token, of streams."},
    {HigressCounter, "route_upstream_model_consumer_metric_llm_stream_duration_count", "", "Streamed answers."},
}};

} // namespace

const InstrumentInfo& instrumentInfo(Instrument instrument) { return kTable[static_cast<std::size_t>(instrument)]; }

} // namespace gateway::usage
