#pragma once

#include "keychain_choice.h"
#include "keychain_lock.h"

#include "gateway/core/result.h"
#include "gateway/core/secret.h"

#include <QObject>
#include <QPointer>
#include <QTimer>

#include <deque>
#include <functional>
#include <memory>
#include <set>
#include <string>

namespace QKeychain {
class Job;
}

namespace gateway::secrets {

/// The operating system's keychain: entries by name, in the service `signalbox`. Results come from the event loop
/// within the limit, however long the keychain takes. One job runs at a time: the library cannot cancel one, and a job
/// at a locked KWallet ends after 24 days; a job whose caller was already told "locked" is not executed later, except
/// for the running one. Main thread. Errors: see `SecretStore`.
class Keychain final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<Secret>)>;
    using Late = std::function<bool()>;

    /// `noteFile`: see `KeychainNote`. `limit_ms` limits every job.
    Keychain(const QString& noteFile, int limit_ms);
    ~Keychain() override;

    void read(const std::string& name, Done done);
    /// `late`: see `SecretStore`.
    void write(const std::string& name, const Secret& value, Done done, Late late = {});
    void remove(const std::string& name, Done done);
    /// Checks whether a keychain exists, without accessing an entry.
    void look(Done done);

    std::optional<KeychainMove> moved() const { return m_choice.moved(); }
    std::optional<KeychainService> service() const { return m_choice.service(); }
    void useFound() { m_choice.useFound(); }

Q_SIGNALS:
    void movedChanged();
    /// Emitted when it was unlocked, changed or finally responded.
    void mayBeReadable();
    /// Emitted when it was locked.
    void closed();

private:
    struct Request;
    using RequestPointer = std::shared_ptr<Request>;

    void limit(const RequestPointer& request);
    void add(RequestPointer request);
    void takeBack(const std::string& name);
    void takeBackLeft();
    void startNext();
    void settled(const Result<void>& found);
    void start(const RequestPointer& request);
    void finished(QKeychain::Job* job, const RequestPointer& request);
    void noteAnswer(const QKeychain::Job& job, const RequestPointer& request);
    void answerUnlessLocked(const RequestPointer& request, Result<Secret> result);
    void answer(const RequestPointer& request, Result<Secret> result);
    void timeOut(const RequestPointer& request);
    void watchLock();
    void lookForLock();

    const int m_limit_ms;
    KeychainChoice m_choice;
    std::optional<KeychainService> m_lockOf;
    std::unique_ptr<KeychainLock> m_lock;
    std::deque<RequestPointer> m_waiting;
    RequestPointer m_running;
    std::set<std::string> m_left; // to be deleted as soon as it is unlocked
    bool m_isSettling = false;
    bool m_isSteered = false; // the library has chosen a service
    bool m_hasMissed = false; // something failed before its turn came
    QTimer m_entriesChanged;
};

/// The error of a read while the keychain is locked.
Error keychainLocked();

} // namespace gateway::secrets
