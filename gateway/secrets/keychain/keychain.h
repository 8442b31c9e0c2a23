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

/// The operating system's keychain: entries by name, in the service `signalbox`. What is asked is answered from the event
/// loop within the limit, however long the keychain takes. One job is under way at a time: the library has no way to call one
/// off, and one at a locked KWallet ends after 24 days; what was answered "locked" meanwhile is not done later, except
/// for the one job under way. Main thread. Errors: as of `SecretStore`.
class Keychain final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<Secret>)>;
    using Late = std::function<bool()>;

    /// `noteFile`: see `KeychainNote`. `limit_ms` bounds every answer.
    Keychain(const QString& noteFile, int limit_ms);
    ~Keychain() override;

    void read(const std::string& name, Done done);
    /// `late`: as of `SecretStore`.
    void write(const std::string& name, const Secret& value, Done done, Late late = {});
    void remove(const std::string& name, Done done);
    /// Whether there is one; no entry is touched.
    void look(Done done);

    std::optional<KeychainMove> moved() const { return m_choice.moved(); }
    std::optional<KeychainService> service() const { return m_choice.service(); }
    void useFound() { m_choice.useFound(); }

Q_SIGNALS:
    void movedChanged();
    /// It was unlocked or changed, or answered at last.
    void mayBeReadable();
    /// It was locked.
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
    std::set<std::string> m_left; // to be taken away as soon as it is open
    bool m_isSettling = false;
    bool m_isSteered = false; // the library has chosen
    bool m_hasMissed = false; // something was answered before its turn came
    QTimer m_entriesChanged;
};

/// What a read says while the keychain is locked.
Error keychainLocked();

} // namespace gateway::secrets
