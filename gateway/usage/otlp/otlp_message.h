#pragma once

#include "span.h"

#include "gateway/usage/metrics/prometheus_text.h"
#include "gateway/usage/metrics/series_book.h"

#include <span>
#include <string>

namespace gateway::usage {

/// The two encodings of OTLP/HTTP bodies.
enum class OtlpEncoding { Protobuf, Json };

std::string_view contentType(OtlpEncoding encoding);

/// Identity of the exporter.
struct OtlpSource {
    std::string instanceId; ///< `service.instance.id`
};

/// Body of a POST to `/v1/traces`.
std::string traceMessage(std::span<const Span> spans, const OtlpSource& source, OtlpEncoding encoding);

/// Body of a POST to `/v1/metrics`: cumulative sums since `gauges.startedAt`.
std::string metricMessage(const SeriesBook& book, const Gauges& gauges, WallTime now, const OtlpSource& source,
                          OtlpEncoding encoding);

} // namespace gateway::usage
