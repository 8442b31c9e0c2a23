#pragma once

#include "keychain_service.h"

#include <QObject>

#include <functional>
#include <memory>
#include <vector>

namespace gateway::secrets {

/// What this desktop has of services that keep entries. Main thread.
class ServiceProbe : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(bool isHere)>;
    using QObject::QObject;

    /// The first is what the keychain's library takes by itself, if it is here. Empty: there is nothing to choose from.
    virtual std::vector<KeychainService> order() const = 0;
    /// Whether it answers, from the event loop within `limit_ms`; starts it where it does not run and can be started.
    virtual void start(KeychainService service, int limit_ms, Answer answer) = 0;
    /// Whether it runs or could be started; starts nothing.
    virtual void look(KeychainService service, int limit_ms, Answer answer) = 0;
    /// The library, which chooses once in a process, is made to take this one: call it right before its first job starts,
    /// and `release()` when that has started.
    virtual void steer(KeychainService service) = 0;
    virtual void release() = 0;

Q_SIGNALS:
    /// One of them has come up.
    void came();
};

std::unique_ptr<ServiceProbe> makeServiceProbe();

} // namespace gateway::secrets
