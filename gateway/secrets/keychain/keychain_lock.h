#pragma once

#include "keychain_service.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace gateway::secrets {

/// Detects whether the user's keychain is locked, which its own results do not show: a locked one returns "not found",
/// or nothing at all. Main thread.
class KeychainLock : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(std::optional<bool> isLocked)>;

    using QObject::QObject;

    /// Calls `answer` from the event loop within `limit_ms`; empty if unknown. Never starts a keychain service.
    virtual void query(int limit_ms, Answer answer) = 0;

Q_SIGNALS:
    /// Emitted when it was locked before and is unlocked now, or its service has started.
    void opened();
    /// Emitted when it was unlocked before, or not checked yet, and is locked now.
    void closed();
    /// Emitted when any program added, changed or removed an entry.
    void entriesChanged();
};

/// The lock of `service`; empty: of the system's only one. On systems whose keychain itself distinguishes the two
/// cases, `query()` returns unknown.
std::unique_ptr<KeychainLock> makeKeychainLock(std::optional<KeychainService> service);

} // namespace gateway::secrets
