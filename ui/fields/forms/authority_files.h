#pragma once

#include "ui/models/gateway_parts.h"

#include <QObject>
#include <QString>

#include <map>
#include <optional>
#include <string>

namespace ui::fields {

/// What is wrong with files of authorities that a field names, as far as it was looked at.
class AuthorityFiles : public QObject {
    Q_OBJECT
public:
    using Access = models::GatewayParts<models::Configuration>;

    static constexpr auto kPattern = "providers[].ca_file"; ///< of the field

    /// `access` must outlive it.
    AuthorityFiles(const Access& access, QObject* parent);

    /// Of the file at `path`; empty: nothing, or nobody has looked yet, and `looked()` follows.
    QString problem(const std::string& path);
    /// Files may have changed: each is looked at once more when it is asked for.
    void lookAgain();
    /// Empty: nothing is wrong.
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
