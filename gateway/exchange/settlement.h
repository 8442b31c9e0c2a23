#pragma once

#include "exchange_state.h"
#include "live_entry.h"

#include "gateway/exchange/attempts/attempt.h"
#include "gateway/exchange/billing/exchange_bill.h"
#include "gateway/protocol/tokenizer/count_job.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// What an exchange has used, attempt by attempt, and its record. Gateway thread.
class Settlement {
public:
    /// All must outlive it.
    Settlement(ExchangeState& state, LiveEntry& live);

    Bill& bill() { return m_bill; }
    /// What an attempt has used so far; what was counted of it before is forgotten. What it costs is looked up later: the client is
    /// not to wait for that.
    void count(const Attempt& attempt, protocol::TokenUsage used);
    /// What the response or batch `id` owes is told, to whoever asks for it first: it belongs to the exchange that has asked for it.
    void bookOwed(const std::string& id, const Target& target, const protocol::TokenUsage& used);
    /// The record goes to the ledger and the board, at once or when the tokens that nobody told are counted. Once, at the end.
    void settle();

private:
    /// Tokens of an attempt that nobody told.
    struct Uncounted {
        std::size_t attempt = 0;
        protocol::CountJob job = {};
        bool isGuessed = false; ///< its output so far is
    };

    void noteUncounted(const Attempt& attempt);
    protocol::CountJob inputJob(std::string_view model) const;
    std::vector<std::optional<Uncounted>> uncountedOf(const std::vector<usage::Charge>& charges, int status);
    Tokens inputTokens() const;
    void settlePolicies();

    ExchangeState& m_state;
    LiveEntry& m_live;
    Bill m_bill;
    std::vector<Uncounted> m_uncounted; // answers without a report
};

} // namespace gateway::exchange
