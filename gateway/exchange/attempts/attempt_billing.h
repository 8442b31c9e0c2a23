#pragma once

#include "answer_reading.h"
#include "attempt_context.h"
#include "attempt_entry.h"
#include "attempt_outcome.h"
#include "upstream_call.h"

#include "gateway/exchange/billing/unseen_usage.h"
#include "gateway/protocol/token_usage.h"

#include <optional>

namespace gateway::exchange {

/// What one attempt is billed. Gateway thread.
class AttemptBilling {
public:
    /// All must outlive this object.
    struct Parts {
        const AttemptContext& context;
        const AttemptAim& aim;
        const AttemptEntry& entry;
        const UpstreamCall& call;
        const AnswerReading& reading;
        const AttemptOutcome& outcome;
    };

    explicit AttemptBilling(const Parts& parts)
        : m_parts(parts)
    {
    }

    /// Bills `used`, or what is known more precisely.
    void bill(protocol::TokenUsage used) const;
    /// The same, if the provider has reported any usage.
    void billReported() const;
    /// Bills an attempt without an answer to show for what was sent and what was reported.
    void billAsked() const;

private:
    bool wasSent() const;
    bool isBounded() const;
    std::optional<CutAnswer> cut() const;

    const Parts m_parts;
};

} // namespace gateway::exchange
