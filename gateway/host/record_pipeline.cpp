#include "record_pipeline.h"

#include <algorithm>
#include <chrono>
#include <utility>

namespace gateway::host {

namespace {

bool areNamed(const usage::RecordBatch& records)
{
    return std::ranges::all_of(records, [](const auto& record) { return !record->process || record->process->isTold(); });
}

bool hasLate(const usage::RecordBatch& records)
{
    return std::ranges::any_of(records, [](const auto& record) { return record->isLate; });
}

} // namespace

RecordPipeline::RecordPipeline(QObject& storage, Steps steps) : m_storage(storage), m_steps(std::move(steps)) { }

// Requests are delayed by this call: records are processed elsewhere, unless they arrive too fast.
void RecordPipeline::take(usage::RecordBatch records)
{
    std::size_t waiting = 0;
    {
        const std::lock_guard lock(m_taking);
        m_taken.push_back(std::move(records));
        waiting = m_taken.size();
    }
    if (waiting == 1)
        QMetaObject::invokeMethod(&m_storage, [this] { pass(); }, Qt::QueuedConnection);
    else if (waiting >= kMostWaiting)
        pass();
}

void RecordPipeline::pass()
{
    const std::lock_guard passing(m_passing);
    std::vector<usage::RecordBatch> taken;
    {
        const std::lock_guard lock(m_taking);
        taken.swap(m_taken);
    }
    for (usage::RecordBatch& records : taken) {
        m_steps.state(records);
        m_steps.clients(records);
        m_steps.log(records);
        m_steps.telemetry(records);
        m_steps.experiments(records);
        awaitNames(std::move(records));
    }
}

void RecordPipeline::awaitNames(usage::RecordBatch records)
{
    if (records.empty())
        return;
    const std::lock_guard lock(m_holding);
    const TimePoint now = std::chrono::steady_clock::now();
    if (m_heldCount >= kMaxHeld || (!m_held.empty() && now - m_heldSince >= kPatience))
        writeHeld();
    const bool mayPass = m_held.empty() || !hasLate(records); // a late record must follow the record it belongs to
    if (m_isFinished || (areNamed(records) && mayPass)) {
        m_steps.ledger(std::move(records));
        return;
    }
    if (m_held.empty())
        m_heldSince = now;
    m_heldCount += records.size();
    m_held.push_back(std::move(records));
}

void RecordPipeline::namesResolved()
{
    const std::lock_guard lock(m_holding);
    writeHeld();
}

void RecordPipeline::finish()
{
    pass();
    const std::lock_guard lock(m_holding);
    m_isFinished = true;
    writeHeld();
}

void RecordPipeline::writeHeld()
{
    m_heldCount = 0;
    for (usage::RecordBatch& records : std::exchange(m_held, {}))
        m_steps.ledger(std::move(records));
}

} // namespace gateway::host
