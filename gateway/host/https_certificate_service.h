#pragma once

#include "storage_watch.h"

#include "gateway/config/settings/settings.h"
#include "gateway/core/result.h"
#include "gateway/http/tls/server_certificate.h"

#include <QObject>
#include <QSslConfiguration>
#include <QTimer>

#include <functional>
#include <optional>
#include <tuple>

namespace gateway::host {

/// Provides the certificate for HTTPS: the user's own, or one signed by the local authority, which is created and
/// renewed here. The user's files are read again when they change; while they are unusable, the previous certificate
/// stays in use. Main thread; files are read and written on the storage thread.
class HttpsCertificateService final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    HttpsCertificateService(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Prepares the certificate that `listen` requires; emits `changed()` when it is ready or no longer needed. The
    /// user's own files are read again even if their paths are the same.
    void follow(const config::ListenSettings& listen);
    /// Reads the files again.
    void look();
    /// Empty: HTTPS is disabled, not ready yet, or has a `problem()`.
    const std::optional<QSslConfiguration>& serverSide() const { return m_serverSide; }
    /// The problem with the required certificate in its current files. If there is also a `serverSide()`, that is the
    /// previous certificate.
    const std::optional<Error>& problem() const { return m_problem; }
    /// When the user's own certificate expires; empty: none is in use.
    std::optional<WallTime> ownEnds() const;
    /// SHA-256 of that certificate in hexadecimal digits; empty: none is in use.
    std::string ownSha256() const;

    using Exported = std::function<void(Result<QByteArray>)>;
    void exportAuthority(Exported done);
    QString authorityFile() const { return m_certificates.authorityFile(); }

Q_SIGNALS:
    /// Emitted when `serverSide()` changes, or becomes empty with a `problem()`.
    void changed();
    /// Emitted when `problem()` appears, changes or ends while `serverSide()` stays the same.
    void problemChanged();
    /// Emitted when the expiry dates were checked, at least once a day.
    void looked();

private:
    bool wantsOwn() const { return m_wanted && std::get<0>(*m_wanted) && std::get<1>(*m_wanted) && std::get<2>(*m_wanted); }
    void watchFiles();
    void prepare();
    void prepared(Result<QSslConfiguration> result, bool isOwn);
    void failed(Error problem);

    using Wanted = std::tuple<bool, std::optional<std::string>, std::optional<std::string>>;

    http::LocalCertificates m_certificates;
    QObject& m_storageWork;
    std::optional<Wanted> m_wanted; // enabled, certificate, key
    StorageWatch m_watch;
    std::optional<QSslConfiguration> m_serverSide;
    bool m_servesOwn = false;
    std::optional<Error> m_problem;
    QTimer m_renew;
};

} // namespace gateway::host
