#pragma once

#include "exchange_state.h"

#include "gateway/exchange/attempts/attempt_outcome.h"
#include "gateway/exchange/attempts/target_queue.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// How the attempts of one exchange failed, and the error that the client gets if none succeeded. Gateway thread.
class Failures {
public:
    /// `state` must outlive it.
    explicit Failures(const ExchangeState& state);

    /// An attempt came to that: a failure or a refusal. `dropped`: what its target was not told.
    void note(const AttemptOutcome& outcome, std::vector<std::string> dropped);
    /// Of the last one. There is one.
    const Error& last() const { return m_failures.back().error; }
    /// The last one is what the provider says the client is to blame for.
    bool isRefusal() const { return !m_failures.empty() && m_failures.back().isRefusal; }

    /// What the target of the last one was not told; empty: all was, or there is none.
    const std::vector<std::string>& dropped() const { return m_dropped; }

    /// The error for the client. `passedOver`: the targets that were not asked.
    Error finalError(const std::vector<PassedOver>& passedOver) const;
    /// OpenAI's word for it; empty: it has none.
    std::string_view code() const;
    /// What the record keeps of an error's message: providers repeat parts of the prompt in theirs, which are not kept.
    Sentence keptWords(const Error& error) const;
    /// The same for an error of our own.
    static Sentence keptMessage(const Error& error);

private:
    struct Failed {
        config::FailureClass failure;
        Error error;
        bool isOfKey = false; ///< our key is at fault, whatever the request is
        bool isRefusal = false; ///< by what the provider says the client is
        bool isOfAccount = false; ///< the provider refuses our account
        std::string words = {};   ///< the provider's, of our account; may be empty
    };

    const Failed* ofRequest() const;
    Error refusedAccount() const;

    const ExchangeState& m_state;
    std::vector<Failed> m_failures;
    std::vector<std::string> m_dropped; // by the last one
};

} // namespace gateway::exchange
