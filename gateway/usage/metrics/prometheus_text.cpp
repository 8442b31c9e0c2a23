#include "prometheus_text.h"

#include "gateway/core/money.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <utility>

namespace gateway::usage {

namespace {

std::string underscored(std::string_view name)
{
    std::string text(name);
    std::ranges::replace(text, '.', '_');
    return text;
}

std::string_view unitWord(std::string_view unit)
{
    if (unit == "s")
        return "seconds";
    return unit == "By" ? std::string_view("bytes") : std::string_view();
}

class Text {
public:
    explicit Text(MetricsForm form) : m_isOpen(form == MetricsForm::OpenMetrics) { }

    void family(std::string_view name, std::string_view type, std::string_view help, std::string_view unit = {})
    {
        const bool isCounter = type == "counter";
        m_name.assign(name);
        m_sample = m_name + (isCounter ? "_total" : "");
        const std::string& said = isCounter && !m_isOpen ? m_sample : m_name;
        m_out.append("# HELP ").append(said).append(1, ' ').append(help).append(1, '\n');
        m_out.append("# TYPE ").append(said).append(1, ' ').append(type).append(1, '\n');
        if (m_isOpen && !unit.empty())
            m_out.append("# UNIT ").append(said).append(1, ' ').append(unit).append(1, '\n');
    }

    using Labels = std::vector<std::pair<std::string_view, std::string>>;
    void sample(const Labels& labels, std::string_view value) { line(m_sample, labels, {}, value); }

    void histogram(const SeriesBook::Series& series, std::span<const double> bounds)
    {
        std::uint64_t sum = 0;
        for (std::size_t i = 0; i < series.buckets.size(); ++i) {
            sum += series.buckets[i];
            line(m_name + "_bucket", series.labels, i < bounds.size() ? number(bounds[i]) : "+Inf", std::to_string(sum));
        }
        line(m_name + "_sum", series.labels, {}, number(series.total));
        line(m_name + "_count", series.labels, {}, std::to_string(series.count));
    }

    /// The shortest text with the same value; OpenMetrics requires a fraction in bounds.
    std::string number(double value) const
    {
        std::array<char, 32> digits{};
        const auto end = std::to_chars(digits.data(), digits.data() + digits.size(), value).ptr;
        std::string text(digits.data(), end);
        if (m_isOpen && text.find_first_not_of("-0123456789") == std::string::npos)
            text += ".0";
        return text;
    }

    std::string take()
    {
        if (m_isOpen)
            m_out += "# EOF\n";
        return std::move(m_out);
    }

private:
    void label(std::string_view key, std::string_view value, char before)
    {
        m_out.append(1, before);
        for (const char c : key)
            m_out += c == '.' ? '_' : c;
        m_out += "=\"";
        for (const char c : value) {
            if (c == '\n') {
                m_out += "\\n";
                continue;
            }
            if (c == '\\' || c == '"')
                m_out += '\\';
            m_out += c;
        }
        m_out += '"';
    }

    void line(std::string_view name, const Labels& labels, std::string_view bound, std::string_view value)
    {
        m_out.append(name);
        char before = '{';
        for (const auto& [key, text] : labels) {
            label(key, text, before);
            before = ',';
        }
        if (!bound.empty()) {
            label("le", bound, before);
            before = ',';
        }
        if (before == ',')
            m_out += '}';
        m_out.append(1, ' ').append(value).append(1, '\n');
    }

    const bool m_isOpen;
    std::string m_name;
    std::string m_sample;
    std::string m_out;
};

void writeInstrument(Text& text, const SeriesBook& book, Instrument instrument)
{
    const InstrumentInfo& info = instrumentInfo(instrument);
    const auto& all = book.series(instrument);
    if (all.empty())
        return;
    if (info.kind == InstrumentKind::Histogram) {
        text.family(prometheusName(info), "histogram", info.help, unitWord(info.unit));
        for (const auto& series : all)
            text.histogram(series, info.bounds);
        return;
    }
    // In OpenMetrics, counters must end in _total, which these do not.
    const bool isHigress = info.kind == InstrumentKind::HigressCounter;
    text.family(prometheusName(info), isHigress ? "gauge" : "counter", info.help, unitWord(info.unit));
    for (const auto& series : all)
        text.sample(series.labels,
            info.kind == InstrumentKind::MoneyCounter ? decimalText(series.sum) : std::to_string(series.sum));
}

void writeGauges(Text& text, const Gauges& gauges)
{
    text.family("signalbox_exchanges_in_flight", "gauge", "Requests in progress.");
    text.sample({}, std::to_string(gauges.inFlight));
    if (gauges.droppedRecords) {
        text.family("signalbox_dropped_records", "counter", "Request records that the ledger could not store.");
        text.sample({}, std::to_string(*gauges.droppedRecords));
    }
    text.family("signalbox_dropped_spans", "counter", "Spans that could not be sent to the collector.");
    text.sample({}, std::to_string(gauges.droppedSpans));
    text.family("signalbox_build_info", "gauge", "Running version.");
    text.sample({{"version", SIGNALBOX_VERSION}}, "1");
    text.family("process_start_time_seconds", "gauge", "Start time, in seconds since 1970.", "seconds");
    text.sample({}, text.number(std::chrono::duration<double>(gauges.startedAt.time_since_epoch()).count()));
}

/// For each limit of each key with a known `value`.
template <class Value> void writeLimits(Text& text, const Gauges& gauges, std::string_view name, std::string_view help, Value value)
{
    bool isBegun = false;
    for (const providers::KeyMeter& meter : gauges.meters)
        for (const auto* const limits : {&meter.limits, &meter.quotas})
            for (const providers::KeyLimit& limit : *limits) {
                const std::optional<std::string> told = value(limit);
                if (!told)
                    continue;
                if (!std::exchange(isBegun, true))
                    text.family(name, "gauge", help, name.ends_with("_seconds") ? "seconds" : "");
                text.sample({{"signalbox.provider", meter.provider}, {"signalbox.key", meter.key}, {"signalbox.limit", limit.name}}, *told);
            }
}

void writeMeters(Text& text, const Gauges& gauges)
{
    const auto number = [](const std::optional<std::int64_t>& count) {
        return count ? std::optional(std::to_string(*count)) : std::nullopt;
    };
    writeLimits(text, gauges, "signalbox_key_limit_remaining", "Remaining rate limit of a key, as reported in its last answer.",
        [&](const providers::KeyLimit& limit) { return number(limit.remaining); });
    writeLimits(text, gauges, "signalbox_key_limit", "Rate limit of a key, as reported in its last answer.",
        [&](const providers::KeyLimit& limit) { return number(limit.limit); });
    writeLimits(text, gauges, "signalbox_key_limit_reset_time_seconds", "Time at which the rate limit of a key resets, in seconds since 1970.",
        [&](const providers::KeyLimit& limit) {
            return limit.reset ? std::optional(text.number(std::chrono::duration<double>(limit.reset->time_since_epoch()).count())) : std::nullopt;
        });
    bool isBegun = false;
    for (const providers::KeyMeter& meter : gauges.meters)
        for (const Money& money : meter.balance) {
            if (!std::exchange(isBegun, true))
                text.family("signalbox_key_balance", "gauge", "Balance of a key when it was last queried.");
            text.sample({{"signalbox.provider", meter.provider}, {"signalbox.key", meter.key},
                            {"signalbox.currency", std::string(kCurrencyNames.at(static_cast<std::size_t>(money.currency)))}},
                decimalText(money.pico));
        }
}

} // namespace

MetricsForm metricsForm(std::string_view accept)
{
    return accept.find("application/openmetrics-text") == std::string_view::npos ? MetricsForm::Prometheus
                                                                                 : MetricsForm::OpenMetrics;
}

std::string_view contentType(MetricsForm form)
{
    return form == MetricsForm::OpenMetrics ? "application/openmetrics-text; version=1.0.0; charset=utf-8"
                                            : "text/plain; version=0.0.4; charset=utf-8";
}

std::string metricsText(const SeriesBook& book, const Gauges& gauges, MetricsForm form)
{
    Text text(form);
    for (std::size_t i = 0; i < kInstruments; ++i)
        writeInstrument(text, book, static_cast<Instrument>(i));
    writeGauges(text, gauges);
    writeMeters(text, gauges);
    return text.take();
}

std::string prometheusName(const InstrumentInfo& info)
{
    std::string name = underscored(info.name);
    if (const std::string_view unit = unitWord(info.unit); !unit.empty())
        name.append(1, '_').append(unit);
    return name;
}

} // namespace gateway::usage
