#pragma once

#include "attempt_entry.h"
#include "attempt_outcome.h"

#include "gateway/http/message.h"

namespace gateway::exchange {

/// Reports to health, balancer and key meters how one attempt went. Without an outcome nothing is reported. Gateway
/// thread.
class TargetReport {
public:
    /// All must outlive this object.
    TargetReport(const AttemptContext& context, const AttemptAim& aim, const AttemptEntry& entry);

    /// The attempt has started.
    void begin();
    /// Reports the result. `head`: of its answer; null if there is none. Later calls do nothing.
    void tell(const AttemptOutcome& outcome, const http::ResponseHead* head);
    /// Reports that the answer was interrupted after it had begun and after its result was reported.
    void tellBroken(const AttemptOutcome& outcome);

private:
    bool isShadow() const;
    void beginHealth();
    void tellHealth(const AttemptOutcome& outcome);

    const AttemptContext& m_context;
    const AttemptAim& m_aim;
    const AttemptEntry& m_entry;
    routing::Health::Attempt m_health;
    routing::TargetStats::Attempt m_stats;
    bool m_isTold = false;
};

/// False for files and batches, whose failures cause no cooldown: they concern one provider's own objects, and there is
/// no other target.
bool mayRest(const Target& target);

/// What decides which cooldown follows a failure. `usual`: by the failure's class.
struct RestFacts {
    routing::Rests usual = routing::Rests::Nothing;
    bool isChosenByClient = false; ///< only the client named the model
    bool isClientsKey = false;
    bool isKeyInName = false; ///< the model's name contains a key
};
/// A model name chosen only by the client says nothing about the provider, nor does a rate limit of the client's own
/// key. Cooldowns are kept and shown by name, so a model name that contains a key gets none; no such model exists
/// anyway.
routing::Rests restsAfter(const AttemptOutcome& outcome, const RestFacts& facts);

} // namespace gateway::exchange
