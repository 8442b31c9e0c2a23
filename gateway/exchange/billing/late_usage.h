#pragma once

#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/protocol/responses/store/response_store.h"
#include "gateway/protocol/token_usage.h"
#include "gateway/usage/live_board.h"
#include "gateway/usage/record.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <utility>

namespace gateway::exchange {

/// A record of the usage of the exchange that created `kept`, as `provider` reported it at `now`; priced by `prices` if
/// the provider reports no cost.
std::shared_ptr<const usage::ExchangeRecord> lateRecord(
    const protocol::KeptResponse& kept, const Provider& provider, const protocol::TokenUsage& used, const usage::PriceBook& prices, WallTime now);

/// Adds usage that is reported late to its exchange: after its record, or into the record if that is not written yet.
/// Gateway thread.
class LateUsage final {
public:
    /// `board` must outlive this object.
    explicit LateUsage(usage::LiveBoard& board) : m_board(board) {}

    /// Sets who else hears of usage that belongs to an exchange that is settled.
    void setListener(std::function<void(const usage::ExchangeRecord&)> tell) { m_tell = std::move(tell); }

    /// Books what `kept` owes, whose provider has told `used`: nothing in it means that the usage will never be known.
    /// Then all that limits have reserved counts, as its provider may charge it.
    void book(protocol::ResponseStore& responses, protocol::KeptResponse kept, const Provider& provider, protocol::TokenUsage used, const usage::PriceBook& prices, WallTime now);
    /// What was reported for an exchange that is about to be settled; empty if nothing was.
    std::optional<protocol::TokenUsage> take(const std::string& exchange);

private:
    void tell(std::shared_ptr<const usage::ExchangeRecord> record);

    usage::LiveBoard& m_board;
    std::function<void(const usage::ExchangeRecord&)> m_tell;
    std::map<std::string, protocol::TokenUsage> m_reported; // for exchanges in progress
};

} // namespace gateway::exchange
