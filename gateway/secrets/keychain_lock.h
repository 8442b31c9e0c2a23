#pragma once

#include <QObject>

#include <functional>
#include <memory>
#include <optional>

namespace gateway::secrets {

/// Whether the user's keychain is locked, which the keychain's own answers do
/// not say: a locked one answers "not found". Main thread.
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
    /// An entry was added, changed or removed, by whichever program.
    void entriesChanged();
};

/// The platform's. On systems whose keychain tells the two apart by itself,
/// `query()` answers that nothing is known.
std::unique_ptr<KeychainLock> makeKeychainLock();

} // namespace gateway::secrets
