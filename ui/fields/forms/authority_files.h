#pragma once

#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QString>

#include <map>
#include <optional>
#include <string>

namespace ui::fields {

/// Checks the certificate authority files that a field names.
class AuthorityFiles : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    static constexpr auto kPattern = "providers[].ca_file"; ///< pattern of the field

    /// `access` must outlive it.
    AuthorityFiles(const Access& access, QObject* parent);

    /// The problem with the file at `path`; empty: none, or not checked yet, and `looked()` follows.
    QString problem(const std::string& path);
    /// Files may have changed: each is checked again at its next use.
    void lookAgain();
    /// Empty: no problem.
    static QString words(gateway::host::AuthorityFinding finding, const std::string& path);

Q_SIGNALS:
    void looked();

private:
    struct File {
        std::optional<gateway::host::AuthorityFinding> found;
        bool isOld = true;
    };

    Access m_access;
    std::map<std::string, File, std::less<>> m_files;
};

} // namespace ui::fields
