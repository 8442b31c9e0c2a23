#include "gateway/usage/metrics/prometheus_text.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::usage;

namespace {

std::string textOf(const SeriesBook& book, MetricsForm form)
{
    Gauges gauges;
    gauges.inFlight = 2;
    gauges.startedAt = WallTime(std::chrono::milliseconds(1700000000500));
    return metricsText(book, gauges, form);
}

} // namespace

TEST_CASE("writes exact counters and costs and escapes label values")
{
    SeriesBook book;
    book.add(Instrument::Tokens, {{"signalbox.provider", "a\\b\"c\nd"}}, 9007199254740993);
    book.add(Instrument::Cost, {{"signalbox.currency", "CNY"}}, 1'000'000'000'001);
    const std::string text = textOf(book, MetricsForm::Prometheus);
    CHECK(text.find("# TYPE signalbox_tokens_total counter\n"
                    "signalbox_tokens_total{signalbox_provider=\"a\\\\b\\\"c\\nd\"} 9007199254740993\n")
        != std::string::npos);
    CHECK(text.find("signalbox_cost_total{signalbox_currency=\"CNY\"} 1.000000000001\n") != std::string::npos);
    CHECK(text.find("signalbox_exchanges_in_flight 2\n") != std::string::npos);
    CHECK(text.find("dropped_records") == std::string::npos); // not counted here
    CHECK(text.find("process_start_time_seconds 1700000000.5\n") != std::string::npos);
}

TEST_CASE("exports remaining key limits and balances only where providers report them")
{
    Gauges gauges;
    providers::KeyMeter& meter = gauges.meters.emplace_back();
    meter.provider = "openai";
    meter.key = "main";
    meter.limits = {{"requests", 500, 499, WallTime(std::chrono::milliseconds(1700000000500))}, {"tokens", {}, 20, {}}};
    meter.balance = {Money{Currency::Cny, 1'500'000'000'000}};
    const std::string text = metricsText({}, gauges, MetricsForm::Prometheus);
    const std::string labels = R"({signalbox_provider="openai",signalbox_key="main",signalbox_)";
    CHECK(text.find("# TYPE signalbox_key_limit_remaining gauge\nsignalbox_key_limit_remaining" + labels + "limit=\"requests\"} 499\n"
        + "signalbox_key_limit_remaining" + labels + "limit=\"tokens\"} 20\n") != std::string::npos);
    CHECK(text.find("signalbox_key_limit" + labels + "limit=\"requests\"} 500\n") != std::string::npos);
    CHECK(text.find("signalbox_key_limit" + labels + "limit=\"tokens\"}") == std::string::npos);
    CHECK(text.find("signalbox_key_limit_reset_time_seconds" + labels + "limit=\"requests\"} 1700000000.5\n") != std::string::npos);
    CHECK(text.find("signalbox_key_balance" + labels + "currency=\"CNY\"} 1.5") != std::string::npos);
    CHECK(textOf({}, MetricsForm::Prometheus).find("signalbox_key_") == std::string::npos);
}

TEST_CASE("accumulates histogram buckets and distinguishes Prometheus and OpenMetrics")
{
    SeriesBook book;
    book.observe(Instrument::TimePerOutputToken, {{"error.type", "x"}}, 0.011);
    book.observe(Instrument::TimePerOutputToken, {{"error.type", "x"}}, 0.9);
    book.observe(Instrument::TimePerOutputToken, {{"error.type", "x"}}, 9);
    const std::string plain = textOf(book, MetricsForm::Prometheus);
    CHECK(plain.find("gen_ai_server_time_per_output_token_seconds_bucket{error_type=\"x\",le=\"0.01\"} 0\n") != std::string::npos);
    CHECK(plain.find("_bucket{error_type=\"x\",le=\"0.025\"} 1\n") != std::string::npos);
    CHECK(plain.find("_bucket{error_type=\"x\",le=\"1\"} 2\n") != std::string::npos);
    CHECK(plain.find("_bucket{error_type=\"x\",le=\"+Inf\"} 3\n") != std::string::npos);
    CHECK(plain.find("_sum{error_type=\"x\"} 9.911") != std::string::npos);
    CHECK(plain.find("_count{error_type=\"x\"} 3\n") != std::string::npos);
    CHECK(plain.find("# EOF") == std::string::npos);
    const std::string open = textOf(book, MetricsForm::OpenMetrics);
    CHECK(open.find("le=\"1.0\"} 2\n") != std::string::npos);
    CHECK(open.find("# UNIT gen_ai_server_time_per_output_token_seconds seconds\n") != std::string::npos);
    CHECK(open.ends_with("# EOF\n"));
}

TEST_CASE("every instrument has a valid Prometheus name and ascending buckets")
{
    for (std::size_t i = 0; i < kInstruments; ++i) {
        const InstrumentInfo& info = instrumentInfo(static_cast<Instrument>(i));
        const std::string name = prometheusName(info);
        CAPTURE(name);
        CHECK(name.find_first_not_of("abcdefghijklmnopqrstuvwxyz_") == std::string::npos);
        CHECK((info.kind == InstrumentKind::Histogram) == !info.bounds.empty());
        CHECK(std::ranges::is_sorted(info.bounds, std::less_equal<>()));
    }
    CHECK(prometheusName(instrumentInfo(Instrument::OperationDuration)) == "gen_ai_client_operation_duration_seconds");
    CHECK(prometheusName(instrumentInfo(Instrument::AnswerBytes)) == "signalbox_answer_size_bytes");
}
