#include "telemetry.h"

#include <QTimer>
#include <QUuid>

#include <utility>

namespace gateway::host {

Telemetry::Telemetry(QThread& storage)
{
    moveToThread(&storage);
    // Its network objects must be destroyed in their own thread.
    connect(&storage, &QThread::finished, this, [this] { m_exporter.reset(); }, Qt::DirectConnection);
}

Telemetry::~Telemetry() = default;

template <class Function> void Telemetry::post(Function function)
{
    QMetaObject::invokeMethod(this, std::move(function), Qt::QueuedConnection);
}

void Telemetry::use(TelemetryOptions options)
{
    m_isExporting = options.otlp.has_value();
    post([this, options = std::move(options)]() mutable { follow(std::move(options)); });
}

void Telemetry::follow(TelemetryOptions options)
{
    m_figures = std::move(options.figures);
    if (!options.otlp) {
        m_droppedBefore += m_exporter ? m_exporter->droppedSpans() : 0;
        m_exporter.reset();
        return;
    }
    if (!m_exporter)
        m_exporter = std::make_unique<OtlpExporter>(
            OtlpExporter::Inputs{m_book, m_figures.providers, m_inFlight, m_startedAt,
                QUuid::createUuid().toString(QUuid::WithoutBraces).toStdString()},
            nullptr);
    m_exporter->use(std::move(*options.otlp));
}

void Telemetry::take(usage::RecordBatch records)
{
    post([this, records = std::move(records)] {
        for (const auto& record : records)
            usage::addRecord(m_book, *record, m_figures);
        if (m_exporter)
            m_exporter->take(records);
    });
}

void Telemetry::noteMeters(std::vector<providers::KeyMeter> meters)
{
    post([this, meters = std::move(meters)]() mutable { m_meters = std::move(meters); });
}

void Telemetry::tell(usage::MetricsForm form, const Now& now, Done done)
{
    post([this, form, now, done = std::move(done)] {
        usage::Gauges gauges;
        gauges.inFlight = now.inFlight;
        gauges.droppedRecords = now.droppedRecords;
        gauges.droppedSpans = m_droppedBefore + (m_exporter ? m_exporter->droppedSpans() : 0);
        gauges.startedAt = m_startedAt;
        gauges.meters = m_meters;
        done(std::string(usage::contentType(form)), usage::metricsText(m_book, gauges, form));
    });
}

void Telemetry::finish(Milliseconds limit, std::function<void()> done)
{
    post([this, limit, done = std::move(done)] {
        if (!m_exporter) {
            done();
            return;
        }
        const auto once = [isDone = std::make_shared<bool>(false), done] {
            if (!std::exchange(*isDone, true))
                done();
        };
        QTimer::singleShot(limit, this, once);
        m_exporter->finish(once);
    });
}

} // namespace gateway::host
