#include "otlp_message.h"

#include "otlp_json.h"
#include "otlp_protobuf.h"

#include "gateway/core/money.h"

#include <chrono>

namespace gateway::usage {

namespace {

constexpr int kCumulative = 2;
constexpr int kStatusError = 2;

// The fields. Source: open-telemetry/opentelemetry-proto 1.9: common/v1, resource/v1, trace/v1, metrics/v1, collector.
constexpr OtlpField kKey{1, "key"};
constexpr OtlpField kValue{2, "value"};
constexpr OtlpField kName{1, "name"};

std::uint64_t nanoseconds(WallTime time)
{
    return static_cast<std::uint64_t>(
        std::chrono::duration_cast<std::chrono::nanoseconds>(time.time_since_epoch()).count());
}

void writeValue(OtlpSink& sink, const std::string& value) { sink.text({1, "stringValue"}, value); }
void writeValue(OtlpSink& sink, bool value) { sink.truth({2, "boolValue"}, value); }
void writeValue(OtlpSink& sink, std::int64_t value) { sink.whole({3, "intValue"}, value); }
void writeValue(OtlpSink& sink, double value) { sink.real({4, "doubleValue"}, value); }

template <class Value> void writeAttribute(OtlpSink& sink, OtlpField field, std::string_view key, const Value& value)
{
    sink.entry(field, [&] {
        sink.text(kKey, key);
        sink.message(kValue, [&] { writeValue(sink, value); });
    });
}

void writeAttributes(OtlpSink& sink, OtlpField field, const Attributes& attributes)
{
    for (const auto& attribute : attributes)
        std::visit([&](const auto& value) { writeAttribute(sink, field, attribute.first, value); }, attribute.second);
}

/// Writes the resource and the scope around the output of `fill`.
void writeEnvelope(OtlpSink& sink, OtlpField of, OtlpField scoped, const OtlpSource& source, const OtlpSink::Fill& fill)
{
    sink.entry(of, [&] {
        sink.message({1, "resource"}, [&] {
            writeAttribute(sink, {1, "attributes"}, "service.name", std::string("signalbox"));
            writeAttribute(sink, {1, "attributes"}, "service.version", std::string(SIGNALBOX_VERSION));
            writeAttribute(sink, {1, "attributes"}, "service.instance.id", source.instanceId);
        });
        sink.entry(scoped, [&] {
            sink.message({1, "scope"}, [&] {
                sink.text(kName, "signalbox");
                sink.text({2, "version"}, SIGNALBOX_VERSION);
            });
            fill();
        });
    });
}

void writeSpan(OtlpSink& sink, const Span& span)
{
    sink.id({1, "traceId"}, span.trace);
    sink.id({2, "spanId"}, span.id);
    if (span.parent)
        sink.id({4, "parentSpanId"}, *span.parent);
    sink.text({5, "name"}, span.name);
    sink.choice({6, "kind"}, static_cast<int>(span.kind));
    sink.fixed64({7, "startTimeUnixNano"}, nanoseconds(span.start));
    sink.fixed64({8, "endTimeUnixNano"}, nanoseconds(span.end));
    writeAttributes(sink, {9, "attributes"}, span.attributes);
    for (const SpanEvent& event : span.events)
        sink.entry({11, "events"}, [&] {
            sink.fixed64({1, "timeUnixNano"}, nanoseconds(event.at));
            sink.text({2, "name"}, event.name);
            writeAttributes(sink, {3, "attributes"}, event.attributes);
        });
    if (span.isError)
        sink.message({15, "status"}, [&] {
            sink.text({2, "message"}, span.problem);
            sink.choice({3, "code"}, kStatusError);
        });
}

/// The time span of a point.
struct Times {
    WallTime start;
    WallTime now;
};

void writeLabels(OtlpSink& sink, OtlpField field, const SeriesBook::Series& series)
{
    for (const auto& [key, value] : series.labels)
        writeAttribute(sink, field, key, value);
}

void writeTimes(OtlpSink& sink, const Times& times)
{
    sink.fixed64({2, "startTimeUnixNano"}, nanoseconds(times.start));
    sink.fixed64({3, "timeUnixNano"}, nanoseconds(times.now));
}

void writeHistogram(OtlpSink& sink, const InstrumentInfo& info, const SeriesBook& book, Instrument which, const Times& times)
{
    sink.message({9, "histogram"}, [&] {
        for (const SeriesBook::Series& series : book.series(which))
            sink.entry({1, "dataPoints"}, [&] {
                writeTimes(sink, times);
                sink.fixed64({4, "count"}, series.count);
                sink.real({5, "sum"}, series.total);
                sink.fixed64s({6, "bucketCounts"}, series.buckets);
                sink.reals({7, "explicitBounds"}, info.bounds);
                writeLabels(sink, {9, "attributes"}, series);
            });
        sink.choice({2, "aggregationTemporality"}, kCumulative);
    });
}

void writeSum(OtlpSink& sink, const InstrumentInfo& info, const SeriesBook& book, Instrument which, const Times& times)
{
    sink.message({7, "sum"}, [&] {
        for (const SeriesBook::Series& series : book.series(which))
            sink.entry({1, "dataPoints"}, [&] {
                writeTimes(sink, times);
                if (info.kind == InstrumentKind::MoneyCounter)
                    sink.real({4, "asDouble"}, static_cast<double>(series.sum) / static_cast<double>(kPicoOfUnit));
                else
                    sink.signedFixed64({6, "asInt"}, series.sum);
                writeLabels(sink, {7, "attributes"}, series);
            });
        sink.choice({2, "aggregationTemporality"}, kCumulative);
        sink.truth({3, "isMonotonic"}, true);
    });
}

void writeInstrument(OtlpSink& sink, const SeriesBook& book, Instrument which, const Times& times)
{
    const InstrumentInfo& info = instrumentInfo(which);
    if (book.series(which).empty() || info.kind == InstrumentKind::HigressCounter)
        return;
    sink.entry({2, "metrics"}, [&] {
        sink.text(kName, info.name);
        sink.text({2, "description"}, info.help);
        sink.text({3, "unit"}, info.unit);
        if (info.kind == InstrumentKind::Histogram)
            writeHistogram(sink, info, book, which, times);
        else
            writeSum(sink, info, book, which, times);
    });
}

void writeInFlight(OtlpSink& sink, std::int64_t inFlight, WallTime now)
{
    sink.entry({2, "metrics"}, [&] {
        sink.text(kName, "signalbox.exchanges.in_flight");
        sink.text({2, "description"}, "Requests in progress.");
        sink.text({3, "unit"}, "{exchange}");
        sink.message({5, "gauge"}, [&] {
            sink.entry({1, "dataPoints"}, [&] {
                sink.fixed64({3, "timeUnixNano"}, nanoseconds(now));
                sink.signedFixed64({6, "asInt"}, inFlight);
            });
        });
    });
}

template <class Write> std::string encoded(OtlpEncoding encoding, const Write& write)
{
    if (encoding == OtlpEncoding::Json) {
        OtlpJson json;
        write(json);
        return json.take();
    }
    OtlpProtobuf protobuf;
    write(protobuf);
    return protobuf.take();
}

} // namespace

std::string_view contentType(OtlpEncoding encoding)
{
    return encoding == OtlpEncoding::Json ? "application/json" : "application/x-protobuf";
}

std::string traceMessage(std::span<const Span> spans, const OtlpSource& source, OtlpEncoding encoding)
{
    return encoded(encoding, [&](OtlpSink& sink) {
        writeEnvelope(sink, {1, "resourceSpans"}, {2, "scopeSpans"}, source, [&] {
            for (const Span& span : spans)
                sink.entry({2, "spans"}, [&] { writeSpan(sink, span); });
        });
    });
}

std::string metricMessage(const SeriesBook& book, const Gauges& gauges, WallTime now, const OtlpSource& source,
    OtlpEncoding encoding)
{
    return encoded(encoding, [&](OtlpSink& sink) {
        writeEnvelope(sink, {1, "resourceMetrics"}, {2, "scopeMetrics"}, source, [&] {
            for (std::size_t i = 0; i < kInstruments; ++i)
                writeInstrument(sink, book, static_cast<Instrument>(i), {gauges.startedAt, now});
            writeInFlight(sink, gauges.inFlight, now);
        });
    });
}

} // namespace gateway::usage
