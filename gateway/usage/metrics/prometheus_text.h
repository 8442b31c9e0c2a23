#pragma once

#include "series_book.h"

#include "gateway/core/clock.h"
#include "gateway/providers/key_meter.h"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::usage {

/// Which of its two forms a scraper wants.
enum class MetricsForm { Prometheus, OpenMetrics };

/// By the request's Accept header; Prometheus' own where neither is named.
MetricsForm metricsForm(std::string_view accept);
std::string_view contentType(MetricsForm form);

/// What holds at this moment, beside what was counted.
struct Gauges {
    std::int64_t inFlight = 0;
    std::optional<std::int64_t> droppedRecords = {}; ///< on their way to the ledger; empty: nobody counts
    std::int64_t droppedSpans = 0;   ///< on their way to the collector
    WallTime startedAt{};            ///< the program
    std::vector<providers::KeyMeter> meters = {}; ///< what providers have told to be left on keys
};

/// Everything as text. Source: prometheus.io, "Exposition formats", text format 0.0.4;
/// OpenMetrics 1.0; OpenTelemetry specification, "Prometheus and OpenMetrics Compatibility"
/// (dots become underscores, units stand in names, those in braces are left out).
std::string metricsText(const SeriesBook& book, const Gauges& gauges, MetricsForm form);

/// "gen_ai.client.operation.duration" in seconds becomes "gen_ai_client_operation_duration_seconds".
/// A counter's `_total` stands behind it in the text.
std::string prometheusName(const InstrumentInfo& info);

} // namespace gateway::usage
