#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/host/checks/authority_check.h"
#include "gateway/http/tls/environment_authorities.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <set>
#include <string>
#include <vector>

namespace gateway::host {

/// The certificates in the files named by `ca_file`, and those named by SSL_CERT_FILE and SSL_CERT_DIR, which replace
/// the system's. If a file becomes unusable, the certificates read from it before stay in force. Main thread; files are
/// read on the storage thread.
class AuthorityStore final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    explicit AuthorityStore(QObject& storageWork, QObject* parent = nullptr);

    /// Reads what `variables` name, if any is set, and makes it the default of this process; `areKnown()` is true
    /// afterwards.
    void begin(const http::AuthorityVariables& variables);
    /// Whether the files that the variables and the first settings name have been read, well or not. Until then TLS can
    /// verify nothing.
    bool areKnown() const { return m_unread.empty() && (!m_variables.areSet() || m_known.contains(std::string())); }
    /// Reads the files that `settings` names and that have not been read yet; forgets those it no longer names.
    void follow(const config::Settings& settings);
    /// Reads all files again.
    void look();
    QStringList files() const;
    /// The certificates of each file that could be read at least once; the key "" holds those of the variables, if one
    /// is set. A list keeps its identity while its certificates stay the same.
    const exchange::KnownAuthorities& known() const { return m_known; }
    /// What is unusable in the variables, and why. Empty: no problem, or the certificates read before are still in
    /// force.
    const Sentence& variableProblem() const { return m_variableProblem; }

Q_SIGNALS:
    /// Emitted when `known()`, `areKnown()` or `variableProblem()` changes.
    void changed();

private:
    void read(const std::string& file);
    void readVariables();
    void take(const std::string& file, AuthorityFile read);
    void takeVariables(http::EnvironmentAuthorities read);

    QObject& m_storageWork;
    http::AuthorityVariables m_variables;
    std::vector<http::AuthorityProblem> m_variableProblems; // as last logged
    Sentence m_variableProblem;
    QStringList m_used; // the paths from the variables that the certificates in force were read from
    std::map<std::string, std::string> m_fields; // by file: the first field that names it
    std::set<std::string> m_unread; // the files of the first settings that have not been read yet
    bool m_hasSettings = false;
    exchange::KnownAuthorities m_known;
    std::map<std::string, AuthorityFinding> m_problems; // by file, as last logged
};

} // namespace gateway::host
