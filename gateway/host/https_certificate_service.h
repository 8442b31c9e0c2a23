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

/// What HTTPS is served with: the user's own certificate, or one of the local
/// authority's, made and renewed here. The user's own are read again when something happens to
/// their files; while they are of no use, those from before are served. Main thread; files are
/// read and written on the storage thread.
class HttpsCertificateService final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    HttpsCertificateService(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Prepares what `listen` asks for; `changed()` when it is there or is no longer wanted.
    /// Files of the user's own are read again, though the same are asked for.
    void follow(const config::ListenSettings& listen);
    /// Reads the files again.
    void look();
    /// Empty: switched off, not ready yet, or `problem()`.
    const std::optional<QSslConfiguration>& serverSide() const { return m_serverSide; }
    /// Of what is asked for, as its files are now. With a `serverSide()`, that is the one from before.
    const std::optional<Error>& problem() const { return m_problem; }
    /// When the user's own certificate ends; empty: there is none in use.
    std::optional<WallTime> ownEnds() const;
    /// Its SHA-256 in hexadecimal digits; empty likewise.
    std::string ownSha256() const;

    using Exported = std::function<void(Result<QByteArray>)>;
    void exportAuthority(Exported done);
    QString authorityFile() const { return m_certificates.authorityFile(); }

Q_SIGNALS:
    /// `serverSide()` is another one, or there is none and a `problem()`.
    void changed();
    /// `problem()` is another one, or gone, and `serverSide()` is what it was.
    void problemChanged();
    /// The dates were looked at, once a day at least.
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
    std::optional<Wanted> m_wanted; // on, certificate, key
    StorageWatch m_watch;
    std::optional<QSslConfiguration> m_serverSide;
    bool m_servesOwn = false;
    std::optional<Error> m_problem;
    QTimer m_renew;
};

} // namespace gateway::host
