#pragma once

#include "exchange_state.h"
#include "live_entry.h"

#include "gateway/exchange/attempts/attempt.h"
#include "gateway/exchange/billing/exchange_bill.h"
#include "gateway/exchange/billing/settling.h"
#include "gateway/protocol/tokenizer/count_job.h"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// The usage of an exchange, attempt by attempt, and its record. Gateway thread.
class Settlement {
public:
    /// All must outlive this object.
    Settlement(ExchangeState& state, LiveEntry& live);

    Bill& bill() { return m_bill; }
    /// Sets what an attempt has used so far, replacing what was counted before. The cost is looked up later, so that
    /// the client does not wait for it.
    void count(const Attempt& attempt, protocol::TokenUsage used);
    /// Books the usage that the response or batch `id` still owed, when it is first reported to any client: it belongs
    /// to the exchange that created it.
    void bookOwed(const std::string& id, const Target& target, const protocol::TokenUsage& used);
    /// Sends the record to the ledger and the board, at once or when unreported tokens are counted. Once, at the end.
    void settle();

private:
    /// Tokens of an attempt that its provider did not report.
    struct Uncounted {
        std::size_t attempt = 0;
        protocol::CountJob job = {};
        bool isGuessed = false; ///< whether its output so far is an estimate
    };

    void noteUncounted(const Attempt& attempt);
    protocol::CountJob inputJob(std::string_view model) const;
    std::vector<std::optional<Uncounted>> uncountedOf(const std::vector<usage::Charge>& charges, int status);
    Tokens inputTokens() const;
    void noteCache(const std::vector<usage::Charge>& charges);
    void noteBounds(Settling& settling) const;
    void noteOwed(const policy::AttemptBound& most) const;
    void settlePolicies();
    void noteLimit();

    ExchangeState& m_state;
    LiveEntry& m_live;
    Bill m_bill;
    std::vector<Uncounted> m_uncounted; // answers without reported usage
};

} // namespace gateway::exchange
