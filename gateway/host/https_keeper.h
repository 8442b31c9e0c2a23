#pragma once

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
/// authority's, made and renewed here. Main thread; files are read and written on
/// the storage thread.
class HttpsKeeper final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    HttpsKeeper(const QString& dataDir, QObject& storageWork, QObject* parent = nullptr);

    /// Prepares what `listen` asks for; `changed()` when it is there or is no longer wanted.
    void follow(const config::ListenSettings& listen);
    /// Empty: switched off, not ready yet, or `problem()`.
    const std::optional<QSslConfiguration>& serverSide() const { return m_serverSide; }
    const std::optional<Error>& problem() const { return m_problem; }
    /// When the user's own certificate ends; empty: there is none in use.
    std::optional<WallTime> ownEnds() const;
    /// Its SHA-256 in hexadecimal digits; empty likewise.
    std::string ownSha256() const;

    using Exported = std::function<void(Result<QByteArray>)>;
    void exportAuthority(Exported done);
    QString authorityFile() const { return m_certificates.authorityFile(); }

Q_SIGNALS:
    void changed();
    /// The dates were looked at, once a day.
    void looked();

private:
    bool isOwn() const;
    void prepare();
    void prepared(Result<QSslConfiguration> result);

    using Wanted = std::tuple<bool, std::optional<std::string>, std::optional<std::string>>;

    http::LocalCertificates m_certificates;
    QObject& m_storageWork;
    std::optional<Wanted> m_wanted; // on, certificate, key
    std::optional<QSslConfiguration> m_serverSide;
    std::optional<Error> m_problem;
    QTimer m_renew;
};

} // namespace gateway::host
