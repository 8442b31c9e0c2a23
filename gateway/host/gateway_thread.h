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
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace gateway::host {

/// Owns the gateway thread and forwards calls to it: calls are queued, results and signals come in the thread of the
/// caller's object. Main thread.
class GatewayThread final : public QObject {
    Q_OBJECT
public:
    /// `publish`, `findProcess` and `findUser` are called on the gateway thread. `maxConnections`: see `exchange::Gateway`.
    GatewayThread(usage::LiveBoard::Publish publish, exchange::FindProcess findProcess, exchange::FindUser findUser,
                  int maxConnections, QObject* parent = nullptr);
    /// Ends open exchanges at once and joins the thread. If the thread does not end within a minute, the program is
    /// terminated: the thread cannot be ended alone and would keep the program running.
    ~GatewayThread() override;

    /// The result, and the current listening addresses; after a failure those are the previous ones.
    using Listening = std::function<void(Result<void> opened, std::vector<std::string> addresses)>;

    void use(std::shared_ptr<const exchange::Snapshot> snapshot);
    void listen(Listening done);
    /// Serves HTTPS with `tls` as the server configuration; without it HTTPS is closed.
    void listenSecurely(std::optional<QSslConfiguration> tls, Listening done);
    void explain(routing::Question question, std::function<void(routing::Explanation)> done);
    void pause(bool on);
    void setWatched(bool isWatched);
    /// Calls `done` in this thread once the gateway thread has processed the call.
    void ping(std::function<void()> done);
    /// Accepts no more requests; emits `drained()` when the last exchange has ended.
    void drain();
    /// After `drain()`: ends the remaining exchanges with an error that clients can see.
    void stopNow();
    /// Drains, then stops, for at most the given time each. Blocks and needs no event loop in this thread.
    void drainHere(Milliseconds grace, Milliseconds lastWords);

    /// See `exchange::Gateway`.
    void cancel(std::string exchange);

    /// See `exchange::Gateway`. `ask` is called on the gateway thread.
    void answerMetrics(exchange::AskMetrics ask);
    void metricsReady(std::shared_ptr<exchange::MetricsReply> reply, std::string contentType, std::string text);

    /// `await` is called on the gateway thread and calls `told` in any thread once the name is known.
    using AwaitName = std::function<void(const std::shared_ptr<const usage::ProcessName>& name, std::function<void()> told)>;
    void awaitNames(AwaitName await);

    /// See `exchange::Gateway`. `write` is called on the gateway thread.
    void writeResponses(exchange::ResponseJournal::Write write);
    void writeOwners(exchange::ResponseJournal::WriteOwners write);
    void restoreOwners(std::vector<protocol::OwnerChange> owners);
    void restoreResponses(std::vector<protocol::RestoredResponse> responses);

    /// See `exchange::Gateway`.
    void takePlans(std::vector<providers::KeyMeter> meters);

    /// See `policy::LimitBook`. `ask` is called on the gateway thread.
    void readLimits(policy::LimitBook::AskUses ask);
    void restoreLimits(std::uint64_t number, std::vector<policy::LimitUse> uses, std::vector<policy::ReportedLevel> reported);
    /// What is used of all limits now.
    void limits(std::function<void(std::vector<policy::LimitReport>)> done);

    /// See `routing::Health`.
    void restore(std::vector<routing::Rest> rests);
    void checked(const routing::Rest& rest, const config::KeyFailoverSettings& settings, bool isWell);
    void forget(const routing::Rest& rest);
    /// To be called when the wall clock was set: `healthChanged()` follows with corrected times.
    void tellHealth();

Q_SIGNALS:
    void drained();
    /// See `exchange::Gateway`: other threads may release memory now, too.
    void burstOver();
    /// Emitted when a cooldown begins or ends, with all current cooldowns.
    void healthChanged(const std::vector<gateway::routing::Rest>& rests);
    /// Emitted when a response reports the limits of its key.
    void limitsReported(const gateway::providers::KeyMeter& meter);
    /// See `exchange::Gateway`.
    void limitsChanged(const std::vector<gateway::policy::LimitReport>& reports);
    void limitWarned(const gateway::policy::LimitWarning& warning);
    void loopFound(const gateway::policy::LoopFound& found);

private:
    /// For calls from threads that may outlive this object.
    struct Postbox {
        std::mutex mutex;
        QObject* context = nullptr; ///< null: it is gone
    };

    template <class Function> void post(Function function);
    void answer(Listening done, Result<void> opened, bool secure);

    SystemClock m_clock;
    BootClock m_restClock;
    QThread m_thread;
    std::unique_ptr<exchange::Gateway> m_gateway; // created and destroyed in m_thread
    QObject m_context;                            // lives in m_thread; target of posted calls
    std::shared_ptr<Postbox> m_postbox = std::make_shared<Postbox>();
};

} // namespace gateway::host
