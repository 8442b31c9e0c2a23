#pragma once

#include "gateway/core/boot_clock.h"
#include "gateway/core/result.h"
#include "gateway/exchange/gateway.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/usage/live_board.h"

#include <QObject>
#include <QSslConfiguration>
#include <QThread>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// The thread that the gateway lives in, and the way to it: calls queue, answers
/// and signals come in the thread of the caller's object. Main thread.
class GatewayThread final : public QObject {
    Q_OBJECT
public:
    /// `publish`, `findProcess` and `findUser` are called on the gateway thread. `maxConnections`: see `exchange::Gateway`.
    GatewayThread(usage::LiveBoard::Publish publish, exchange::FindProcess findProcess, exchange::FindUser findUser,
                  int maxConnections, QObject* parent = nullptr);
    /// Ends open exchanges at once and joins. A thread that does not come to its end within a minute ends the program with
    /// it: it cannot be ended alone, and would keep the program for good.
    ~GatewayThread() override;

    /// The outcome, and where it listens now; after a failure that is where it listened before.
    using Listening = std::function<void(Result<void> opened, std::vector<std::string> addresses)>;

    void use(std::shared_ptr<const exchange::Snapshot> snapshot);
    void listen(Listening done);
    /// HTTPS with `tls` as the server's side; without one it is closed.
    void listenSecurely(std::optional<QSslConfiguration> tls, Listening done);
    void explain(routing::Question question, std::function<void(routing::Explanation)> done);
    void pause(bool on);
    void setWatched(bool isWatched);
    /// Calls `done` here once the gateway thread has come to it.
    void ping(std::function<void()> done);
    /// Accepts nothing more; `drained()` when the last exchange has ended.
    void drain();
    /// After `drain()`: ends what is left, with an error that clients can see.
    void stopNow();
    /// Both, one after the other, for at most so long each. Blocks, and needs no event loop here.
    void drainHere(Milliseconds grace, Milliseconds lastWords);

    /// As `exchange::Gateway` has it.
    void cancel(std::string exchange);

    /// As `exchange::Gateway` has them. `ask` is called on the gateway thread.
    void answerMetrics(exchange::AskMetrics ask);
    void metricsReady(std::shared_ptr<exchange::MetricsReply> reply, std::string contentType, std::string text);

    /// As `exchange::Gateway` has them. `write` is called on the gateway thread.
    void writeResponses(exchange::ResponseJournal::Write write);
    void writeOwners(exchange::ResponseJournal::WriteOwners write);
    void restoreOwners(std::vector<protocol::OwnerChange> owners);
    void restoreResponses(std::vector<protocol::RestoredResponse> responses);

    /// As `routing::Health` has them.
    void restore(std::vector<routing::Rest> rests);
    void checked(const routing::Rest& rest, const config::KeyFailoverSettings& settings, bool isWell);
    void forget(const routing::Rest& rest);
    /// For when the wall clock was set: `healthChanged()` follows with corrected times.
    void tellHealth();

Q_SIGNALS:
    void drained();
    /// See `exchange::Gateway`: the other threads may give memory back, too.
    void burstOver();
    /// Something has begun or ceased to rest: all that does.
    void healthChanged(const std::vector<gateway::routing::Rest>& rests);
    /// What an answer said of the limits of its key.
    void limitsReported(const gateway::providers::KeyMeter& meter);

private:
    template <class Function> void post(Function function);
    void answer(Listening done, Result<void> opened, bool secure);

    SystemClock m_clock;
    BootClock m_restClock;
    QThread m_thread;
    std::unique_ptr<exchange::Gateway> m_gateway; // made and destroyed in m_thread
    QObject m_context;                            // lives in m_thread: where calls are posted to
};

} // namespace gateway::host
