#pragma once

#include "exchange_state.h"

#include "gateway/exchange/attempts/attempt_outcome.h"
#include "gateway/exchange/attempts/target_queue.h"

#include <string>
#include <string_view>
#include <vector>

namespace gateway::exchange {

/// How the attempts of one exchange failed, and the error for the client if none succeeded. Gateway thread.
class Failures {
public:
    /// `state` must outlive this object.
    explicit Failures(const ExchangeState& state);

    /// Notes an attempt that ended in a failure or a refusal. `dropped`: the fields that its target did not receive.
    void note(const AttemptOutcome& outcome, std::vector<std::string> dropped);
    /// The error of the last failure. There must be one.
    const Error& last() const { return m_failures.back().error; }
    /// Whether the last failure is one that the provider blames on the client.
    bool isRefusal() const { return !m_failures.empty() && m_failures.back().isRefusal; }

    /// The fields that the target of the last failure did not receive; empty if there are none.
    const std::vector<std::string>& dropped() const { return m_dropped; }

    /// The error for the client. `passedOver`: the targets that were not tried.
    Error finalError(const std::vector<PassedOver>& passedOver) const;
    /// OpenAI's error code; empty if there is none.
    std::string_view code() const;
    /// The part of an error's message that the record keeps: providers repeat parts of the prompt in theirs, which are
    /// not kept.
    Sentence keptWords(const Error& error) const;
    /// The same for one of the gateway's own errors.
    static Sentence keptMessage(const Error& error);

private:
    struct Failed {
        config::FailureClass failure;
        Error error;
        bool isOfKey = false; ///< our key is to blame, whatever the request
        bool isRefusal = false; ///< the provider blames the client
        bool isOfAccount = false; ///< the provider rejects our account
        std::string words = {};   ///< the provider's words about our account; may be empty
    };

    const Failed* ofRequest() const;
    Error refusedAccount() const;

    const ExchangeState& m_state;
    std::vector<Failed> m_failures;
    std::vector<std::string> m_dropped; // for the last target
};

} // namespace gateway::exchange
