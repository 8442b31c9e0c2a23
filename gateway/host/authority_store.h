#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/host/checks/authority_check.h"
#include "gateway/http/tls/environment_authorities.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <string>
#include <vector>

namespace gateway::host {

/// The certificates of the files that `ca_file` names, and of what SSL_CERT_FILE and SSL_CERT_DIR name, which stand for the system's.
/// A file that is of no use any more leaves those that were read from it before.
/// Main thread; files are read on the storage thread.
class AuthorityStore final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    explicit AuthorityStore(QObject& storageWork, QObject* parent = nullptr);

    /// Reads what `variables` name, where one is set, and makes it this process's default; then `areKnown()`.
    void begin(const http::AuthorityVariables& variables);
    /// What the variables name has been read, or none is set: before that nothing can be trusted over TLS.
    bool areKnown() const { return !m_variables.areSet() || m_known.contains(std::string()); }
    /// Reads what `settings` names and has not been read yet; forgets what it no longer names.
    void follow(const config::Settings& settings);
    /// Reads all files again.
    void look();
    QStringList files() const;
    /// Those of files that could be read at least once; under "" those of the variables, where one is set. The same list as long as its certificates are the same.
    const exchange::KnownAuthorities& known() const { return m_known; }
    /// What the variables name that is of no use, and why; empty: nothing, or the certificates that were read from it before are in force.
    const Sentence& variableProblem() const { return m_variableProblem; }

Q_SIGNALS:
    /// Of `known()` or `variableProblem()`.
    void changed();

private:
    void read(const std::string& file);
    void readVariables();
    void take(const std::string& file, AuthorityFile read);
    void takeVariables(http::EnvironmentAuthorities read);

    QObject& m_storageWork;
    http::AuthorityVariables m_variables;
    std::vector<http::AuthorityProblem> m_variableProblems; // as they were logged
    Sentence m_variableProblem;
    QStringList m_used; // what of the variables the certificates in force were read from
    std::map<std::string, std::string> m_fields; // the first that names it, by file
    exchange::KnownAuthorities m_known;
    std::map<std::string, AuthorityFinding> m_problems; // as they were logged, by file
};

} // namespace gateway::host
