#pragma once

#include "otlp_exporter.h"
#include "telemetry_options.h"

#include "gateway/usage/metrics/prometheus_text.h"
#include "gateway/usage/metrics/series_book.h"

#include <QObject>
#include <QThread>

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace gateway::host {

/// Counts settled exchanges for other tools. Works in the storage thread, which must have ended before this object is
/// destroyed; calls are queued and may come from any thread.
class Telemetry final : public QObject {
    Q_OBJECT
public:
    explicit Telemetry(QThread& storage);
    ~Telemetry() override;

    void use(TelemetryOptions options);
    void take(usage::RecordBatch records);
    /// Sets the number of exchanges in progress.
    void noteInFlight(std::int64_t count) { m_inFlight.store(count, std::memory_order_relaxed); }

    /// Sets what is left on the keys.
    void noteMeters(std::vector<providers::KeyMeter> meters);

    /// Figures that only the rest of the gateway knows.
    struct Now {
        std::int64_t inFlight = 0;
        std::int64_t droppedRecords = 0; ///< at most their sums are in the ledger
    };
    /// Receives the text for `/metrics`, including all records taken before; called in the storage thread.
    using Done = std::function<void(std::string contentType, std::string text)>;
    void tell(usage::MetricsForm form, const Now& now, Done done);

    /// Whether data is sent to a collector.
    bool isExporting() const { return m_isExporting.load(); }
    /// Sends pending data for at most `limit`, then calls `done` in the storage thread.
    void finish(Milliseconds limit, std::function<void()> done);

private:
    template <class Function> void post(Function function);
    void follow(TelemetryOptions options);

    std::atomic<std::int64_t> m_inFlight{0};
    std::atomic<bool> m_isExporting{false};
    const WallTime m_startedAt = std::chrono::system_clock::now();
    usage::SeriesBook m_book; // used in the storage thread, as are those below
    usage::FigureOptions m_figures;
    std::vector<providers::KeyMeter> m_meters;
    std::unique_ptr<OtlpExporter> m_exporter; // null: nothing is exported
    std::int64_t m_droppedBefore = 0; // by previous exporters
};

} // namespace gateway::host
