#pragma once

#include "explain.h"
#include "gateway_limits.h"
#include "listeners.h"

#include "gateway/exchange/answers/response_journal.h"
#include "gateway/exchange/attempts/services.h"

#include <QObject>
#include <QSslConfiguration>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::exchange {

/// The gateway itself: listens, passes each request to an exchange, and owns what exchanges share. Lives in the gateway
/// thread; created and destroyed there.
class Gateway final : public QObject {
    Q_OBJECT
public:
    /// `clock` and `restClock` must outlive this object; `restClock` measures cooldowns. `maxConnections`: of clients,
    /// for each listener.
    Gateway(const Clock& clock, const Clock& restClock, usage::LiveBoard::Publish publish, int maxConnections = 10000,
            QObject* parent = nullptr);
    ~Gateway() override;

    /// How calling programs and users are looked up, and who formats the figures for `/metrics`; to be set from
    /// outside.
    CallerServices& callers() { return m_services; }
    /// How kept responses are written and restored.
    ResponseJournal& responses() { return m_responses; }
    /// Applies to exchanges that begin from now on; those in progress keep their snapshot.
    void use(std::shared_ptr<const Snapshot> snapshot);
    /// See `Listeners`; uses the settings of the current snapshot.
    Result<void> listen();
    Result<void> listenSecurely(const QSslConfiguration& tls);
    Listeners& listeners() { return *m_listeners; }

    void pause(bool on) { m_services.isPaused = on; }
    /// The exchanges in progress.
    usage::LiveBoard& board() { return m_board; }
    /// Stops accepting; `drained()` follows once the last exchange has ended, or after `Listeners::stopNow()`.
    void stop();
    /// Publishes everything that is still pending.
    void flush();

    /// Takes plan windows that were not in the head of an answer.
    void takePlans(const std::vector<providers::KeyMeter>& meters)
    {
        for (const providers::KeyMeter& meter : meters)
            m_services.keyMeters.takeWindows(meter, m_services.clock);
    }

    GatewayLimits& limits() { return m_limits; }
    routing::Health& health() { return m_health; }
    /// Emits `healthChanged` with times of the current wall clock.
    void tellHealth() { noteHealth(); }
    /// What would happen to a request now.
    Explanation explain(const Question& question);

Q_SIGNALS:
    void drained();
    /// Many exchanges were in progress and none is now: their memory can be returned to the system.
    void burstOver();
    /// A cooldown has begun or ended, or the wall clock was set. `rests` lists all cooldowns.
    void healthChanged(const std::vector<gateway::routing::Rest>& rests);
    /// What an answer reported about the limits of its key.
    void limitsReported(const gateway::providers::KeyMeter& meter);
    /// The loop guard has acted on a request.
    void loopFound(const gateway::policy::LoopFound& found);

private:
    void forgetChanged(const Snapshot& next);
    void wakeAwaitingKeys();
    void noteHealth();
    QByteArray errorBody(const Error& error, const http::RequestHead& head, http::Headers& headers);

    TimerWheel m_wheel;
    DeferredCalls m_deferred;
    http::BodyBudget m_budget;
    http::UpstreamPool m_pool;
    usage::LiveBoard m_board;
    routing::Health m_health;
    bool m_isHealthNews = false;
    Services m_services;
    GatewayLimits m_limits;
    ResponseJournal m_responses;
    std::unique_ptr<Shadows> m_shadows;
    std::unique_ptr<Listeners> m_listeners;
};

} // namespace gateway::exchange
