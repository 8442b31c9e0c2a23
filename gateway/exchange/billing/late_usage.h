#pragma once

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/protocol/token_usage.h"
#include "gateway/usage/live_board.h"
#include "gateway/usage/record.h"

#include <map>
#include <memory>
#include <optional>
#include <string>

namespace gateway::exchange {

/// What the exchange has used that `kept` owes to, as `provider` tells at `now`; the cost by `prices`, where it does not.
std::shared_ptr<const usage::ExchangeRecord> lateRecord(
    const protocol::KeptResponse& kept, const Provider& provider, const protocol::TokenUsage& used, const usage::PriceBook& prices, WallTime now);

/// Brings what is told late to its exchange: behind its record, or, where that is yet to come, into it. Gateway thread.
class LateUsage final {
public:
    /// `board` must outlive it.
    explicit LateUsage(usage::LiveBoard& board) : m_board(board) {}

    void tell(std::shared_ptr<const usage::ExchangeRecord> record);
    /// What was told of an exchange that is about to be settled; empty: nothing.
    std::optional<protocol::TokenUsage> take(const std::string& exchange);

private:
    usage::LiveBoard& m_board;
    std::map<std::string, protocol::TokenUsage> m_reported; // of exchanges that are under way
};

} // namespace gateway::exchange
