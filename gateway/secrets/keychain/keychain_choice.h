#pragma once

#include "keychain_note.h"
#include "service_probe.h"

#include "gateway/core/result.h"

#include <QElapsedTimer>

namespace gateway::secrets {

/// Sees to it that keys are looked for where they were put. The keychain's library chooses among the services of the desktop
/// once in a process: where the one with the keys is slow at the start of a session it takes the other one, and all keys seem
/// to be lost. Source: frankosterfeld/qtkeychain issue 242. Main thread.
class KeychainChoice final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<void>)>;

    /// `noteFile`: see `KeychainNote`. `limit_ms`: how long a service may take to come up.
    KeychainChoice(std::unique_ptr<ServiceProbe> probe, const QString& noteFile, int limit_ms = 10000);

    /// Whether the library may be used.
    bool isSettled() const { return m_isSettled; }
    /// Answers from the event loop; call it again only after that. Errors: SecretUnavailable, which
    /// holds for some seconds or until a service comes up.
    void settle(Done done);
    /// The one in use; empty: not settled, or there is no choice here.
    std::optional<KeychainService> service() const { return m_service; }
    /// The one that is to be expected: that with the keys, or the first of the desktop's; empty: there is no choice here.
    std::optional<KeychainService> likely() const;
    /// Call it before and after the start of the library's first job.
    void steer();
    void release() { m_probe->release(); }

    /// A key was read or written: it is here that they are, from now on.
    void noteUse();
    /// Where the service with the keys is not here, but another one.
    std::optional<KeychainMove> moved() const { return m_moved; }
    /// Its user goes on with that other one. Nothing where there is none.
    void useFound();

Q_SIGNALS:
    void movedChanged();
    /// It is worth to settle again.
    void mayBeSettled();

private:
    void tryFirst(const std::vector<KeychainService>& order, Done done);
    void lookForOther(KeychainService kept, KeychainService other, Done done);
    void take(KeychainService service, const Done& done);
    void refuse(Error error, std::optional<KeychainMove> moved, const Done& done);
    void setMoved(std::optional<KeychainMove> moved);

    std::unique_ptr<ServiceProbe> m_probe;
    KeychainNote m_note;
    const int m_limit_ms;
    bool m_isSettled = false;
    std::optional<KeychainService> m_service;
    std::optional<KeychainMove> m_moved;
    std::optional<Error> m_refused;
    QElapsedTimer m_refusedSince;
};

/// What a store without any service says.
Error noKeychainService(const std::string& detail = {});

} // namespace gateway::secrets
