#pragma once

#include "limit_notice.h"
#include "loop_notice.h"

#include "gateway/host/experiments/experiment_notice.h"
#include "gateway/host/log/log_line.h"
#include "gateway/usage/live.h"

#include <QObject>
#include <QString>

#include <vector>

namespace gateway::host {

/// Signals about the gateway. Main thread.
class GatewayNews : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void statusChanged();
    void settingsChanged();
    void providersChanged();
    /// Emitted when the keychain was unlocked, changed or finally responded.
    void keysMayBeReadable();
    /// Emitted after `Secrets::storeSecret` changed the key of this reference.
    void secretStored(const QString& reference);
    /// Emitted when prices or the exchange rate change.
    void pricesChanged();
    /// Emitted at most once a second for each key in use.
    void metersChanged();
    /// Emitted when a limit has reached a percentage in its `warn_at`.
    void limitNoticed(const gateway::host::LimitNotice& notice);
    /// Emitted at most once a second, after a change of what is used of limits or of the limits in force.
    void limitsChanged();
    /// Emitted once when an experiment has shown which arm is better.
    void experimentDecided(const gateway::host::ExperimentNotice& notice);
    /// Emitted at most once a second, after requests of experiments have ended or what belongs to experiments has changed.
    void experimentsChanged();
    /// Emitted when the loop guard warns.
    void loopNoticed(const gateway::host::LoopNotice& notice);
    /// Emitted at most 10 times a second, and only after a change.
    void live(const gateway::usage::LiveSnapshot& snapshot);
    void logged(const std::vector<gateway::host::LogLine>& lines);
};

} // namespace gateway::host
