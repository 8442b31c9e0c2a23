#pragma once

#include "explain.h"

#include "gateway/exchange/answers/response_journal.h"
#include "gateway/exchange/attempts/services.h"
#include "gateway/http/server/ended_handlers.h"
#include "gateway/http/server/listener.h"
#include "gateway/http/server/uploads.h"

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

    /// How programs that call are found, from now on.
    void nameCallers(FindProcess find);
    /// How the users of connections are found, from now on.
    void identifyUsers(FindUser find);
    /// Who puts figures into text for `/metrics`, from now on.
    void answerMetrics(AskMetrics ask);
    void metricsReady(MetricsReply& reply, std::string contentType, std::string text);
    /// How what is kept of responses is written, from now on.
    void writeResponses(ResponseJournal::Write write);
    /// The same for who made what.
    void writeOwners(ResponseJournal::WriteOwners write);
    void restoreOwners(const std::vector<protocol::OwnerChange>& owners);
    /// What was written before.
    void restoreResponses(std::vector<protocol::RestoredResponse> responses);
    /// For the exchanges that begin from now on; those under way keep theirs.
    void use(std::shared_ptr<const Snapshot> snapshot);
    /// Listens as the snapshot in use says. What it listened on before accepts no
    /// more then; its open exchanges go on. Errors: PortTaken, Io; then it listens where it did.
    Result<void> listen();
    /// The same for HTTPS, on `listen.https_port`, with `tls` as the server's side.
    /// Where it is listened for already, clients that come from now on see that certificate, even if the port cannot be changed.
    Result<void> listenSecurely(const QSslConfiguration& tls);
    void closeSecurely();
    /// What it listens on, such as "127.0.0.1:8080"; `secure`: for HTTPS.
    std::vector<std::string> addresses(bool secure) const;

    void pause(bool on);
    /// See `LiveBoard::setWatched()`.
    void setWatched(bool isWatched) { m_board.setWatched(isWatched); }
    /// Accepts nothing more; `drained()` once the last exchange has ended.
    void stop();
    /// After `stop()`: ends what is still under way, each with an error that its
    /// client can see. Then `drained()`.
    void stopNow();
    /// Ends an exchange as its client's leaving does, and tells the client.
    void cancel(std::string_view id);
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
    void limitsTold(const gateway::providers::KeyMeter& meter);

private:
    http::ServerContext serverContext();
    http::ServerLimits serverLimits() const;
    Result<std::unique_ptr<http::Listener>> open(int port, std::optional<QSslConfiguration> tls, const std::vector<const http::Listener*>& own);
    void noteOwnPorts();
    void forgetChanged(const Snapshot& next);
    void wakeAwaitingKeys();
    void noteHealth();
    QByteArray errorBody(const Error& error, const http::RequestHead& head, http::Headers& headers);
    enum class Replaced { No, Yes };
    void retire(std::unique_ptr<http::Listener> listener, Replaced replaced);
    void listenerDrained(http::Listener* listener);

    const int m_maxConnections;
    TimerWheel m_wheel;
    Soon m_soon;
    http::EndedHandlers m_ended{m_soon};
    http::BodyBudget m_budget;
    http::Uploads m_uploads;
    http::UpstreamPool m_pool;
    usage::LiveBoard m_board;
    routing::Balancer m_balancer;
    routing::Health m_health;
    bool m_isHealthNews = false;
    std::unique_ptr<TokenCounter> m_counter;
    std::unique_ptr<Workers> m_workers;
    Services m_services;
    ResponseJournal m_responses;
    std::unique_ptr<http::Listener> m_listener;
    std::unique_ptr<http::Listener> m_secureListener;
    std::vector<std::unique_ptr<http::Listener>> m_retired; // closed, with answers still going out
};

} // namespace gateway::exchange
