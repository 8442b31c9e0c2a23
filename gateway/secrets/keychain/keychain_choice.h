#pragma once

#include "keychain_note.h"
#include "service_probe.h"

#include "gateway/core/result.h"

#include <QElapsedTimer>

namespace gateway::secrets {

/// Makes sure that keys are read from the service in which they were stored. The keychain library chooses one of the
/// desktop's services once in a process: if the one with the keys starts slowly at the beginning of a session, it uses
/// the other one, and all keys seem to be lost. Source: frankosterfeld/qtkeychain issue 242. Main thread.
class KeychainChoice final : public QObject {
    Q_OBJECT
public:
    using Done = std::function<void(Result<void>)>;

    /// `noteFile`: see `KeychainNote`. `limit_ms`: how long a service may take to start.
    KeychainChoice(std::unique_ptr<ServiceProbe> probe, const QString& noteFile, int limit_ms = 10000);

    /// Whether the library may be used.
    bool isSettled() const { return m_isSettled; }
    /// Calls `done` from the event loop; call it again only after that. Errors: SecretUnavailable, which is repeated
    /// for some seconds or until a service starts.
    void settle(Done done);
    /// The service in use; empty: not settled, or there is no choice here.
    std::optional<KeychainService> service() const { return m_service; }
    /// The expected service: that with the keys, or the first of the desktop's; empty: there is no choice here.
    std::optional<KeychainService> likely() const;
    /// To be called before and after the start of the library's first job.
    void steer();
    void release() { m_probe->release(); }

    /// To be called when a key was read or written: records this service as the one with the keys.
    void noteUse();
    /// Set if the service with the keys is not available, but another one is.
    std::optional<KeychainMove> moved() const { return m_moved; }
    /// The user chose to use that other service. Does nothing if there is none.
    void useFound();

Q_SIGNALS:
    void movedChanged();
    /// Emitted when it makes sense to settle again.
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

/// The error of a store without any service.
Error noKeychainService(const std::string& detail = {});

} // namespace gateway::secrets
