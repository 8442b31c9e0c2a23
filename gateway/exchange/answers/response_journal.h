#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/core/clock.h"
#include "gateway/loop/timer_wheel.h"
#include "gateway/protocol/responses/store/response_store.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

/// Maintains the store of responses and passes its changes on in batches, a little after the first change. There is no
/// timer while nothing changes. Gateway thread.
class ResponseJournal final : private TimerEntry {
public:
    /// All must outlive this object.
    ResponseJournal(protocol::ResponseStore& store, const Clock& clock, TimerWheel& wheel);

    using Write = std::function<void(std::vector<protocol::ResponseChange>)>;
    void writeWith(Write write) { m_write = std::move(write); }
    /// The owners of created objects are written whatever the settings say: they are only ids and names.
    using WriteOwners = std::function<void(std::vector<protocol::OwnerChange>)>;
    void writeOwnersWith(WriteOwners write);
    /// Restores what was written before.
    void restoreOwners(const std::vector<protocol::OwnerChange>& changes) { m_store.owners().restore(changes); }
    void restore(std::vector<protocol::RestoredResponse> responses);
    /// Applies from now on.
    void use(const config::ResponsesSettings& settings);
    /// Passes on the pending changes and removes what is too old.
    void flush();

private:
    void expired() override { flush(); }
    void note(protocol::ResponseChange change);
    void scheduleFlush();

    protocol::ResponseStore& m_store;
    const Clock& m_clock;
    TimerWheel& m_wheel;
    Write m_write;
    std::optional<config::ResponsesSettings> m_settings;
    std::vector<protocol::ResponseChange> m_changes;
    WriteOwners m_writeOwners;
    std::vector<protocol::OwnerChange> m_owners;
};

} // namespace gateway::exchange
