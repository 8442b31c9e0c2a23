#pragma once

#include "shadow_exchange.h"

#include "gateway/loop/deferred_calls.h"

#include <cstddef>
#include <list>
#include <memory>

namespace gateway::exchange {

/// The copies of requests that are on their way to shadow targets. They begin when nobody waits for the gateway, and
/// what would delay clients is not sent: more than a few at once, or bodies that take more than their share of memory.
/// Gateway thread.
class Shadows final : private DeferredCall {
public:
    static constexpr std::size_t kMostAtOnce = 32;

    /// `services` must outlive this object.
    explicit Shadows(Services& services);
    /// After `abandon()`, or when none is on its way.
    ~Shadows() override;

    /// Copies an exchange that has ended, if its route says so. Takes the request out of `state`.
    void take(ExchangeState& state);
    /// Ends all; each settles. After that this object may be destroyed.
    void abandon();
    std::size_t count() const { return m_all.size(); }

private:
    struct Running {
        std::unique_ptr<ShadowExchange> exchange;
        bool isStarted = false;
        bool hasEnded = false;
    };

    bool isWanted(const ExchangeState& state) const;
    void runDeferred() override;

    Services& m_services;
    std::list<Running> m_all; // stable: they are started one after the other
};

} // namespace gateway::exchange
