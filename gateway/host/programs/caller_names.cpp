#include "caller_names.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::host {

namespace {

constexpr int kRest = 9; // multiple of the lookup time

} // namespace

CallerNames::CallerNames(QObject& worker, std::function<void()> onResolved) : m_worker(worker), m_onResolved(std::move(onResolved)) { }

std::shared_ptr<const usage::ProcessName> CallerNames::find(const http::ConnectionEnds& connection)
{
    auto name = std::make_shared<usage::ProcessName>();
    const std::lock_guard lock(m_mutex);
    if (m_waiting.size() >= kMaxWaiting) {
        name->tell({});
        return name;
    }
    m_waiting.push_back({connection, name});
    if (!std::exchange(m_isScheduled, true))
        QMetaObject::invokeMethod(&m_worker, [this] { lookUp(); }, Qt::QueuedConnection);
    return name;
}

void CallerNames::lookUp()
{
    const TimePoint begun = std::chrono::steady_clock::now();
    if (begun < m_restUntil) {
        const auto rest = std::chrono::ceil<Milliseconds>(m_restUntil - begun);
        QTimer::singleShot(rest, &m_worker, [this] { lookUp(); });
        return;
    }
    std::vector<Waiting> waiting;
    {
        const std::lock_guard lock(m_mutex);
        waiting.swap(m_waiting);
    }
    std::erase_if(waiting, [](const Waiting& each) { return each.name.use_count() == 1; }); // nobody needs the name any more
    std::vector<http::ConnectionEnds> connections;
    connections.reserve(waiting.size());
    for (const Waiting& each : waiting)
        connections.push_back(each.connection);
    std::vector<FoundCaller> callers = m_lookup.find(connections);
    for (std::size_t i = 0; i < waiting.size(); ++i)
        waiting[i].name->tell(std::move(callers[i].name), std::move(callers[i].folder));
    const TimePoint ended = std::chrono::steady_clock::now();
    m_restUntil = ended + kRest * (ended - begun);

    {
        const std::lock_guard lock(m_mutex);
        m_isScheduled = !m_waiting.empty();
        if (m_isScheduled) {
            QMetaObject::invokeMethod(&m_worker, [this] { lookUp(); }, Qt::QueuedConnection);
            return;
        }
    }
    m_onResolved();
}

} // namespace gateway::host
