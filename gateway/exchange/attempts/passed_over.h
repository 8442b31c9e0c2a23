#pragma once

#include "target.h"

#include "gateway/routing/explanation.h"
#include "gateway/routing/health/rest.h"

#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

using routing::PassedOver;

/// The targets that were not asked, and why; and the one of them that would be tried if nothing else could be. Gateway thread.
class PassedOverTargets {
public:
    /// It rests for `left` more.
    void note(const Target& target, const routing::Rest& rest, Milliseconds left);
    /// It is not fit for the request, or cannot be used.
    void note(const std::string& provider, const std::string& model, Error why);
    /// Where all that only had failed of late was passed over: the one that rests for the shortest time, which is not passed over then.
    /// Empty: there is none. Once.
    std::optional<Target> takeResort();
    const std::vector<PassedOver>& list() const { return m_list; }

private:
    std::vector<PassedOver> m_list;
    std::optional<Target> m_resort;
    TimePoint m_resortEnds{}; // its rest
    std::string m_resortWhy;
};

/// What rests so may be well again, and trying it does no harm: no key was refused
/// or is at its limit.
bool mayStillDo(const routing::Rest& rest);

/// Who rests, until when and why, as a sentence.
Sentence describe(const routing::Rest& rest);

/// One error for targets of which none could even be tried.
Error summary(const std::vector<PassedOver>& passedOver);

/// What the provider says of an account that it refuses, and what to do. `words` may be empty.
Sentence accountAdvice(const std::string& words, const Sentence& remedy);
/// `message` without the words of `accountAdvice()`, which may repeat a prompt and are not kept.
Sentence withoutAccountWords(const Sentence& message);
/// The smaller of two times of which 0 is "not said".
int sooner(int a, int b);

} // namespace gateway::exchange
