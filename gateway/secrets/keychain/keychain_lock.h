#pragma once

#include "keychain_service.h"

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace gateway::secrets {

/// Whether the user's keychain is locked, which the keychain's own answers do
/// not say: a locked one answers "not found", or nothing at all. Main thread.
class KeychainLock : public QObject {
    Q_OBJECT
public:
    using Answer = std::function<void(std::optional<bool> isLocked)>;

    using QObject::QObject;

    /// Answers from the event loop within `limit_ms`; empty if it cannot be known.
    /// Never starts a keychain service.
    virtual void query(int limit_ms, Answer answer) = 0;

Q_SIGNALS:
    /// It was found locked before and is open now, or its service has come up.
    void opened();
    /// It was found open before, or not looked at yet, and is locked now.
    void closed();
    /// An entry was added, changed or removed, by whichever program.
    void entriesChanged();
};

/// That of `service`; empty: of the one that the system has. On systems whose keychain tells
/// the two apart by itself, `query()` answers that nothing is known.
std::unique_ptr<KeychainLock> makeKeychainLock(std::optional<KeychainService> service);

} // namespace gateway::secrets
