#include "plan_store.h"

#include "gateway/core/files/file_writer.h"
#include "gateway/core/log.h"
#include "gateway/routing/plan_state.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::host {

namespace {

constexpr std::chrono::seconds kWrite{5};

void writePlans(const QString& file, const std::string& text)
{
    files::WriteOptions options;
    options.isPrivate = true;
    if (const auto written = files::writeFile(file, text, options); !written)
        qCWarning(logHost, "%s. What is used of plans will be unknown at the next start.", written.error().text().c_str());
}

} // namespace

PlanStore::PlanStore(const QString& dataDir, QObject& storageWork, QObject* parent)
    : QObject(parent), m_file(dataDir + u'/' + QLatin1String(routing::kPlanFile)), m_storageWork(storageWork)
{
    m_writeTimer.setSingleShot(true);
    m_writeTimer.setInterval(kWrite);
    connect(&m_writeTimer, &QTimer::timeout, this, &PlanStore::write);
}

void PlanStore::load()
{
    QMetaObject::invokeMethod(&m_storageWork, [this] {
        QMetaObject::invokeMethod(
            this, [this, meters = routing::plansIn(m_file)]() mutable { loaded(std::move(meters)); }, Qt::QueuedConnection);
    });
}

void PlanStore::loaded(std::vector<providers::KeyMeter> meters)
{
    m_isLoaded = true;
    m_inFile = meters.empty() ? std::string() : routing::planStateText(meters);
    const WallTime now = std::chrono::system_clock::now();
    for (providers::KeyMeter& meter : meters)
        std::erase_if(meter.windows, [now](const providers::PlanWindow& window) { return window.isOver(now); });
    std::erase_if(meters, [](const providers::KeyMeter& meter) { return meter.windows.empty(); });
    if (!meters.empty())
        Q_EMIT restored(meters);
}

void PlanStore::take(const std::vector<providers::KeyMeter>& meters)
{
    const bool hasWindows = std::ranges::any_of(meters, [](const providers::KeyMeter& meter) { return !meter.windows.empty(); });
    if (!hasWindows && m_text.empty())
        return; // most installations have no plans
    m_text = routing::planStateText(meters);
    if (m_text != m_inFile && !m_writeTimer.isActive())
        m_writeTimer.start();
}

void PlanStore::write()
{
    if (!m_isLoaded || m_text == m_inFile)
        return;
    m_inFile = m_text;
    QMetaObject::invokeMethod(&m_storageWork, [file = m_file, text = m_text] { writePlans(file, text); });
}

void PlanStore::finish()
{
    if (m_isLoaded && !m_text.empty() && m_text != m_inFile)
        writePlans(m_file, m_text);
}

} // namespace gateway::host
