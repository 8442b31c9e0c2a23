#pragma once

#include "explain.h"
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

/// The gateway itself: listens, gives each request to an exchange, and owns what
/// exchanges share. Lives in the gateway thread; made and destroyed there.
class Gateway final : public QObject {
    Q_OBJECT
public:
    /// `clock` and `restClock` must outlive it; with the second one cooldowns are measured. `maxConnections`: of clients, on
    /// each listener.
    Gateway(const Clock& clock, const Clock& restClock, usage::LiveBoard::Publish publish, int maxConnections = 10000,
            QObject* parent = nullptr);
    ~Gateway() override;

    /// How programs and users that call are found, and who puts figures into text for `/metrics`: to be set from outside.
    CallerServices& callers() { return m_services; }
    /// How what is kept of responses is written.
    ResponseJournal& responses() { return m_responses; }
    /// Who has made what, as it was written before.
    void restoreOwners(const std::vector<protocol::OwnerChange>& changes) { m_services.responses.owners().restore(changes); }
    /// What was written before.
    void restoreResponses(std::vector<protocol::RestoredResponse> responses);
    /// For the exchanges that begin from now on; those under way keep theirs.
    void use(std::shared_ptr<const Snapshot> snapshot);
    /// See `Listeners`; as the snapshot in use says.
    Result<void> listen();
    Result<void> listenSecurely(const QSslConfiguration& tls);
    Listeners& listeners() { return *m_listeners; }

    void pause(bool on) { m_services.isPaused = on; }
    /// What is under way.
    usage::LiveBoard& board() { return m_board; }
    /// Accepts nothing more; `drained()` once the last exchange has ended, or after `Listeners::stopNow()`.
    void stop();
    /// Publishes what is left to be published.
    void flush();

    routing::Health& health() { return m_health; }
    /// Emits `healthChanged` with times of the current wall clock.
    void tellHealth() { noteHealth(); }
    /// What would become of a request now.
    Explanation explain(const Question& question) const;

Q_SIGNALS:
    void drained();
    /// Many exchanges were under way, and none is now: memory that they used may go
    /// back to the system.
    void burstOver();
    /// Something has begun or ceased to rest, or the wall clock was set: all that rests.
    void healthChanged(const std::vector<gateway::routing::Rest>& rests);
    /// What an answer said of the limits of its key.
    void limitsReported(const gateway::providers::KeyMeter& meter);

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
    routing::Balancer m_balancer;
    routing::Health m_health;
    bool m_isHealthNews = false;
    struct Threads {
        std::unique_ptr<TokenCounter> counter;
        std::unique_ptr<Workers> workers;
    } m_threads;
    Services m_services;
    ResponseJournal m_responses;
    std::unique_ptr<Listeners> m_listeners;
};

} // namespace gateway::exchange
