#include "caller_names.h"

#include <QTimer>

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::host {

namespace {

constexpr int kRest = 9; // times as long as the look-up took

bool isComplete(const usage::RecordBatch& records)
{
    return std::all_of(records.begin(), records.end(),
                       [](const auto& record) { return !record->process || record->process->isTold(); });
}

} // namespace

CallerNames::CallerNames(QObject& worker, Write write) : m_worker(worker), m_write(std::move(write)) { }

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
    std::erase_if(waiting, [](const Waiting& each) { return each.name.use_count() == 1; }); // nobody asks any more
    std::vector<http::ConnectionEnds> connections;
    connections.reserve(waiting.size());
    for (const Waiting& each : waiting)
        connections.push_back(each.connection);
    std::vector<FoundCaller> callers = m_lookup.find(connections);
    for (std::size_t i = 0; i < waiting.size(); ++i)
        waiting[i].name->tell(std::move(callers[i].name), std::move(callers[i].folder));
    const TimePoint ended = std::chrono::steady_clock::now();
    m_restUntil = ended + kRest * (ended - begun);

    const std::lock_guard lock(m_mutex);
    if (m_waiting.empty()) {
        m_isScheduled = false;
        writeHeld();
    } else {
        QMetaObject::invokeMethod(&m_worker, [this] { lookUp(); }, Qt::QueuedConnection);
    }
}

void CallerNames::pass(usage::RecordBatch records)
{
    if (records.empty())
        return;
    const std::lock_guard lock(m_mutex);
    const TimePoint now = std::chrono::steady_clock::now();
    if (m_heldCount >= kMaxHeld || (!m_held.empty() && now - m_heldSince >= kPatience))
        writeHeld();
    // What is late comes behind what it is late of.
    const bool mayPass = m_held.empty() || std::ranges::none_of(records, [](const auto& record) { return record->isLate; });
    if (m_isFlushed || (isComplete(records) && mayPass)) {
        m_write(std::move(records));
        return;
    }
    if (m_held.empty())
        m_heldSince = now;
    m_heldCount += records.size();
    m_held.push_back(std::move(records));
}

void CallerNames::flush()
{
    const std::lock_guard lock(m_mutex);
    m_isFlushed = true;
    writeHeld();
}

void CallerNames::writeHeld()
{
    m_heldCount = 0;
    for (usage::RecordBatch& records : std::exchange(m_held, {}))
        m_write(std::move(records));
}

} // namespace gateway::host
