#include "response_journal.h"

#include <utility>

namespace gateway::exchange {

namespace {

constexpr Milliseconds kTogether{500};

} // namespace

ResponseJournal::ResponseJournal(protocol::ResponseStore& store, const Clock& clock, TimerWheel& wheel)
    : m_store(store)
    , m_clock(clock)
    , m_wheel(wheel)
{
}

void ResponseJournal::restore(std::vector<protocol::RestoredResponse> responses)
{
    for (protocol::RestoredResponse& response : responses)
        m_store.restore(std::move(response));
}

void ResponseJournal::use(const config::ResponsesSettings& settings)
{
    if (m_settings == settings)
        return;
    const bool wasRunning = m_settings.has_value();
    m_settings = settings;
    m_changes.clear();
    m_store.setLimits(
        settings.keep == "none" ? protocol::ResponseStore::Limits{0, 0} : protocol::ResponseStore::Limits{});
    if (settings.keep != "disk")
        return m_store.follow({});
    m_store.follow([this](protocol::ResponseChange change) { note(std::move(change)); });
    if (wasRunning)
        m_store.tellAll();
}

void ResponseJournal::note(protocol::ResponseChange change)
{
    m_changes.push_back(std::move(change));
    scheduleFlush();
}

void ResponseJournal::writeOwnersWith(WriteOwners write)
{
    m_writeOwners = std::move(write);
    m_store.owners().follow([this](protocol::OwnerChange change) {
        m_owners.push_back(std::move(change));
        scheduleFlush();
    });
}

void ResponseJournal::scheduleFlush()
{
    if (!isLinked())
        m_wheel.add(*this, kTogether);
}

void ResponseJournal::flush()
{
    const auto now = std::chrono::duration_cast<std::chrono::seconds>(m_clock.wallNow().time_since_epoch());
    m_store.dropOld(now.count());
    unlink(); // also for changes caused just now by removing old responses
    if (!m_changes.empty() && m_write)
        m_write(std::exchange(m_changes, {}));
    if (!m_owners.empty() && m_writeOwners)
        m_writeOwners(std::exchange(m_owners, {}));
}

} // namespace gateway::exchange
