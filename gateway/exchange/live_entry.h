#pragma once

#include "exchange_state.h"

#include "gateway/exchange/attempts/attempt.h"
#include "gateway/usage/live_board.h"

#include <utility>

namespace gateway::exchange {

/// An exchange in progress as the window shows it. Gateway thread.
class LiveEntry final : private DeferredCall {
public:
    /// `state` must outlive this object. `exchange` is what the user can cancel in the window.
    LiveEntry(ExchangeState& state, usage::Endable& exchange);

    /// Shows the newest attempt, deferred until nobody waits for it.
    void attemptBegan();
    /// Sets the attempt whose answer is relayed from now on; null for none. The attempt must outlive the relaying.
    void follow(const Attempt* relayed) { m_relayed = relayed; }
    /// Shows how much has been relayed so far.
    void progress();
    /// Cancels a pending update.
    void close() { unlink(); }
    /// Takes its entry on the board, which the caller then has to settle; null if it was never shown.
    usage::LiveBoard::Entry* take() { return std::exchange(m_entry, nullptr); }

private:
    void runDeferred() override;

    ExchangeState& m_state;
    usage::Endable& m_exchange;
    usage::LiveBoard::Entry* m_entry = nullptr;
    const Attempt* m_relayed = nullptr;
};

} // namespace gateway::exchange
