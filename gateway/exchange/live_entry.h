#pragma once

#include "exchange_state.h"

#include "gateway/exchange/attempts/attempt.h"
#include "gateway/usage/live_board.h"

#include <utility>

namespace gateway::exchange {

/// An exchange under way as the window shows it. Gateway thread.
class LiveEntry final : private DeferredCall {
public:
    /// `state` must outlive it. `exchange` is what the user can end there.
    LiveEntry(ExchangeState& state, usage::Endable& exchange);

    /// The newest attempt is shown when nobody waits for that.
    void attemptBegan();
    /// The attempt whose answer is relayed from here on, null: none. It must outlive that.
    void follow(const Attempt* relayed) { m_relayed = relayed; }
    /// Shows how much of it was relayed so far.
    void progress();
    /// Nothing is to be shown any more that is not yet.
    void close() { unlink(); }
    /// Its place on the board, which is the caller's to settle from here on; null: it was never shown.
    usage::LiveBoard::Entry* take() { return std::exchange(m_entry, nullptr); }

private:
    void runDeferred() override;

    ExchangeState& m_state;
    usage::Endable& m_exchange;
    usage::LiveBoard::Entry* m_entry = nullptr;
    const Attempt* m_relayed = nullptr;
};

} // namespace gateway::exchange
