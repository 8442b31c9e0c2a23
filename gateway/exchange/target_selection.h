#pragma once

#include "exchange_state.h"

#include "gateway/exchange/attempts/target_queue.h"
#include "gateway/exchange/attempts/translator.h"
#include "gateway/loop/task.h"

#include <cstdint>
#include <optional>
#include <string>

namespace gateway::exchange {

/// Which targets an exchange tries: those of its plan in turn, each of which must be able to take the request and be
/// admitted by limits. Gateway thread.
class TargetSelection {
public:
    /// Whether a target can be used.
    enum class Fitness { Fit, Unfit, NoMemory };

    /// `state` and `translator` must outlive this object. `clientCredential`: see `TargetQueue`.
    TargetSelection(ExchangeState& state, Translator& translator, routing::Plan plan, const routing::RequestFacts& asked, bool clientCredential);

    /// The key of this name comes first. Empty: none.
    void prefer(const std::string& key) { m_queue.prefer(key); }
    /// The next of the plan; after the last one, the target to which a limit sends the request that it does not admit.
    std::optional<Target> next();
    /// The next of the plan only.
    std::optional<Target> nextOfPlan() { return m_queue.next(); }
    /// See `TargetQueue`.
    std::optional<Target> nextElsewhere() { return m_queue.nextElsewhere(); }
    void skip(const Target& target) { m_queue.skip(target); }
    bool hasMore() const { return m_queue.hasMore(); }
    const std::vector<PassedOver>& passedOver() const { return m_queue.passedOver(); }

    /// Writes the request for the target and reserves what it needs, or passes over a target that cannot take it.
    /// `isAlone`: no attempt is in progress whose endpoint must not change.
    Task<Fitness> prepare(Target target, bool isAlone = false);
    /// The error after `prepare()` returned `NoMemory`.
    const Error& error() const { return m_error; }
    /// Whether the target to be retried has gone into cooldown, perhaps because of other requests.
    bool restsMeanwhile(const Target& target) const;

private:
    std::optional<Error> problemOf(const Target& target);
    std::optional<Error> limitProblemOf(const Target& target);

    ExchangeState& m_state;
    Translator& m_translator;
    const bool m_clientCredential;
    TargetQueue m_queue;
    std::optional<std::int64_t> m_estimatedInput; ///< tokens, once a limit needs it
    bool m_isOfKey = false; ///< whether the last problem of a target concerned its key only
    Error m_error;
};

} // namespace gateway::exchange
