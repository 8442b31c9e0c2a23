#pragma once

#include "gateway/host/log/log_line.h"
#include "gateway/usage/live.h"

#include <QObject>
#include <QString>

#include <vector>

namespace gateway::host {

/// What the gateway tells of itself. Main thread.
class GatewayNews : public QObject {
    Q_OBJECT
public:
    using QObject::QObject;

Q_SIGNALS:
    void statusChanged();
    void settingsChanged();
    void providersChanged();
    /// The keychain was unlocked or changed, or answered at last.
    void keysMayBeReadable();
    /// By `Secrets::storeSecret`: the key of this reference has another value.
    void secretStored(const QString& reference);
    /// Or the exchange rate.
    void pricesChanged();
    /// At most once a second for each key that is used.
    void metersChanged();
    /// At most 10 times a second, and only when something happened.
    void live(const gateway::usage::LiveSnapshot& snapshot);
    void logged(const std::vector<gateway::host::LogLine>& lines);
};

} // namespace gateway::host
