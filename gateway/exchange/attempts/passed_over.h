#pragma once

#include "target.h"

#include "gateway/providers/plan_window.h"
#include "gateway/routing/explanation.h"
#include "gateway/routing/health/rest.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

using routing::PassedOver;

/// The targets that were passed over, and why; and the one of them that is tried if nothing else can be. Gateway
/// thread.
class PassedOverTargets {
public:
    /// A target in cooldown for `left` more.
    void note(const Target& target, const routing::Rest& rest, Milliseconds left);
    /// A target whose key has used so much of a window of its plan that it is avoided from `avoidAt` percent on.
    void note(const Target& target, const providers::PlanWindow& window, int avoidAt);
    /// Removes what was noted of this key for its plan.
    void forget(const Target& target);
    /// A target that does not suit the request or cannot be used.
    void note(const std::string& provider, const std::string& model, Error why);
    /// If all targets were passed over for recent failures only: the one whose cooldown ends first, which then does not
    /// count as passed over. Otherwise empty. Once.
    std::optional<Target> takeResort();
    const std::vector<PassedOver>& list() const { return m_list; }

private:
    std::vector<PassedOver> m_list;
    std::optional<Target> m_resort;
    TimePoint m_resortEnds{}; // end of its cooldown
    std::string m_resortWhy;
};

/// Whether a target in this cooldown may work again and trying it does no harm: its key was neither rejected nor rate
/// limited.
bool mayStillDo(const routing::Rest& rest);

/// What is in cooldown, until when and why, as a sentence.
Sentence describe(const routing::Rest& rest);

/// One error for targets none of which could be tried.
Error summary(const std::vector<PassedOver>& passedOver);

/// What the provider says about an account that it rejects, and how to fix it. `words` may be empty.
Sentence accountAdvice(const std::string& words, const Sentence& remedy);
/// `message` without the words of `accountAdvice()`, which may repeat a prompt and are not kept.
Sentence withoutAccountWords(const Sentence& message);
/// The smaller of two times, where 0 means unknown.
int shorterWait(int a, int b);

} // namespace gateway::exchange
