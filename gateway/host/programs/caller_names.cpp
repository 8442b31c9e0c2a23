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
        QMetaObject::invokeMethod(&m_worker, [this] { lookUpAfterRest(); }, Qt::QueuedConnection);
    return name;
}

void CallerNames::await(const std::shared_ptr<const usage::ProcessName>& name, std::function<void()> told)
{
    {
        const std::lock_guard lock(m_mutex);
        if (!name->isTold()) {
            m_awaiting.push_back({name, std::move(told)});
            if (!std::exchange(m_isHurried, true))
                QMetaObject::invokeMethod(&m_worker, [this] { lookUp(); }, Qt::QueuedConnection);
            return;
        }
    }
    told();
}

void CallerNames::lookUpAfterRest()
{
    const auto left = std::chrono::ceil<Milliseconds>(m_restUntil - std::chrono::steady_clock::now());
    if (left <= Milliseconds(0)) {
        lookUp();
        return;
    }
    m_isResting = true;
    QTimer::singleShot(left, &m_worker, [this] {
        if (std::exchange(m_isResting, false)) // otherwise somebody could not wait
            lookUpAfterRest();
    });
}

void CallerNames::lookUp()
{
    const TimePoint begun = std::chrono::steady_clock::now();
    m_isResting = false;
    std::vector<Waiting> waiting;
    {
        const std::lock_guard lock(m_mutex);
        m_isHurried = false;
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
        std::erase_if(m_awaiting, [](const Awaiting& each) {
            if (!each.name->isTold())
                return false;
            each.told();
            return true;
        });
        m_isScheduled = !m_waiting.empty();
        if (m_isScheduled) {
            QMetaObject::invokeMethod(&m_worker, [this] { lookUpAfterRest(); }, Qt::QueuedConnection);
            return;
        }
    }
    m_onResolved();
}

} // namespace gateway::host
