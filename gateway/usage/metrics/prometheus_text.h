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

/// The two text formats that a scraper may request.
enum class MetricsForm { Prometheus, OpenMetrics };

/// Chooses by the Accept header; the Prometheus format if neither is named.
MetricsForm metricsForm(std::string_view accept);
std::string_view contentType(MetricsForm form);

/// Current values in addition to the counters.
struct Gauges {
    std::int64_t inFlight = 0;
    std::optional<std::int64_t> droppedRecords = {}; ///< lost on their way to the ledger; empty: unknown
    std::int64_t droppedSpans = 0;   ///< lost on their way to the collector
    WallTime startedAt{};            ///< of the program
    std::vector<providers::KeyMeter> meters = {}; ///< what providers reported as left on keys
};

/// All metrics as text. Source: prometheus.io, "Exposition formats", text format 0.0.4; OpenMetrics 1.0; OpenTelemetry
/// specification, "Prometheus and OpenMetrics Compatibility" (dots become underscores, units are part of names, units
/// in braces are left out).
std::string metricsText(const SeriesBook& book, const Gauges& gauges, MetricsForm form);

/// "gen_ai.client.operation.duration" in seconds becomes "gen_ai_client_operation_duration_seconds". The text format
/// appends `_total` to counters.
std::string prometheusName(const InstrumentInfo& info);

} // namespace gateway::usage
