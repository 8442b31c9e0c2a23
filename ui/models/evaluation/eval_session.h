#pragma once

#include "gateway/core/clock.h"
#include "gateway/core/error.h"
#include "gateway/core/secret.h"
#include "gateway/evaluation/preparation/run_preparation.h"
#include "gateway/evaluation/runner/cost_source.h"
#include "gateway/evaluation/runner/model_calls.h"
#include "gateway/evaluation/runner/runner.h"
#include "ui/models/gateway_parts.h"

#include <QByteArray>
#include <QObject>
#include <QThread>
#include <QUrl>

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace ui::models {

class EvalWorker;

/// Carries out runs in this process, one at a time, through the gateway of this window. Main thread; the run itself has a
/// thread of its own. When this object is destroyed, a run that is under way stops at once and can be resumed.
class EvalSession final : public QObject {
    Q_OBJECT
public:
    using Access = GatewayParts<GatewayControl, Configuration, Requests>;

    enum class State : std::uint8_t {
        Idle,
        Starting, ///< the dataset and the run's file are being opened
        Running,
        Paused,
        Stopping, ///< waits for the requests under way
    };

    /// How models and the ledger are reached. Called in the session's thread.
    struct Doors {
        std::function<std::unique_ptr<gateway::evaluation::ModelCalls>(const QUrl& base, const gateway::Secret& key, const QByteArray& run, const gateway::Clock& clock)> calls;
        std::function<std::unique_ptr<gateway::evaluation::CostSource>(const QString& ledger)> costs;
    };
    /// Through the gateway's address and the ledger's file.
    static Doors usualDoors();

    /// `access` must outlive it.
    explicit EvalSession(const Access& access, Doors doors = usualDoors(), QObject* parent = nullptr);
    ~EvalSession() override;

    State state() const { return m_state; }
    bool isIdle() const { return m_state == State::Idle; }
    /// Of the run that is carried out, or was last; empty: none has begun.
    const std::string& runId() const { return m_id; }
    const gateway::evaluation::RunProgress& progress() const { return m_progress; }
    /// Why the last run did not begin, or ended before its last row; mostly empty.
    const std::vector<gateway::Error>& problems() const { return m_problems; }

    /// Why no run can begin at the moment: another one is carried out, or the gateway does not listen. Empty: it can.
    QString obstacle() const;

    /// Begins a new run. Only without an `obstacle()`.
    void start(const gateway::evaluation::RunPlan& plan, std::shared_ptr<const gateway::evaluation::Dataset> dataset);
    /// Goes on with a run of the data folder. Only without an `obstacle()`.
    void resume(const std::string& id, const gateway::evaluation::ResumeChanges& changes = {});
    void pause();
    void goOn(); ///< after `pause()`
    /// Ends the run, resumable; a second call does not wait for the requests under way.
    void stop();

Q_SIGNALS:
    void stateChanged();
    /// The new run has its file.
    void begun();
    void progressed();
    /// After `state()` has become `Idle`.
    void ended();

private:
    void set(State state);
    void post(std::function<void(EvalWorker&)> task);
    QUrl base() const; ///< empty: the gateway does not listen

    Access m_access;
    State m_state = State::Idle;
    std::string m_id;
    gateway::evaluation::RunProgress m_progress;
    std::vector<gateway::Error> m_problems;
    QThread m_thread;
    EvalWorker* m_worker; ///< lives in the thread, which deletes it
};

} // namespace ui::models
