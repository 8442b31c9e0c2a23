#pragma once

#include "attempt_entry.h"
#include "attempt_outcome.h"

#include "gateway/http/message.h"

namespace gateway::exchange {

/// Tells health, balancer and key meters how one attempt fared. Without an outcome it leaves no trace there. Gateway thread.
class TargetReport {
public:
    /// All must outlive it.
    TargetReport(const AttemptContext& context, const AttemptAim& aim, const AttemptEntry& entry);

    /// The attempt is under way.
    void begin();
    /// What it came to. `head`: of its answer; null: there is none. Once; later calls do nothing.
    void tell(const AttemptOutcome& outcome, const http::ResponseHead* head);
    /// The answer broke off after it had begun, and after that was told.
    void tellBroken(const AttemptOutcome& outcome);

private:
    void beginHealth();
    void tellHealth(const AttemptOutcome& outcome);

    const AttemptContext& m_context;
    const AttemptAim& m_aim;
    const AttemptEntry& m_entry;
    routing::Health::Attempt m_health;
    routing::TargetStats::Attempt m_stats;
    bool m_isTold = false;
};

/// Nothing rests for how files and batches fare: they concern one provider's own objects, and there is no other target.
bool mayRest(const Target& target);

/// What rests after a failure. `usual`: by the failure's class.
struct RestFacts {
    routing::Rests usual = routing::Rests::Nothing;
    bool isChosenByClient = false; ///< the client alone named the model
    bool isClientsKey = false;
    bool isKeyInName = false; ///< the model's name holds a key
};
/// A name that the client alone chose tells nothing of the provider, nor does a limit of its own key. What rests is kept and shown
/// by its name; who puts a key into that of a model asks for none that there is.
routing::Rests restsAfter(const AttemptOutcome& outcome, const RestFacts& facts);

} // namespace gateway::exchange
