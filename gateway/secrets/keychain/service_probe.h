#pragma once

#include "keychain_service.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace gateway::secrets {

/// Finds the desktop's services that store entries. Main thread.
class ServiceProbe : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(bool isHere)>;
    using QObject::QObject;

    /// The first is the keychain library's own choice, if available. Empty: there is no choice.
    virtual std::vector<KeychainService> order() const = 0;
    /// Reports from the event loop within `limit_ms` whether the service responds; starts it if necessary and possible.
    virtual void start(KeychainService service, int limit_ms, Answer answer) = 0;
    /// Reports whether it is running or could be started; starts nothing.
    virtual void look(KeychainService service, int limit_ms, Answer answer) = 0;
    /// Makes the library, which chooses once in a process, use this service: call it right before its first job starts,
    /// and `release()` when that has started.
    virtual void steer(KeychainService service) = 0;
    virtual void release() = 0;

Q_SIGNALS:
    /// Emitted when one of them has started.
    void came();
};

std::unique_ptr<ServiceProbe> makeServiceProbe();

} // namespace gateway::secrets
