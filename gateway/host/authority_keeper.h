#pragma once

#include "gateway/config/settings/settings.h"
#include "gateway/exchange/snapshot/snapshot.h"
#include "gateway/host/checks/authority_check.h"

#include <QObject>
#include <QStringList>

#include <map>
#include <string>

namespace gateway::host {

/// The certificates of the files that `ca_file` names. A file that is of no use any more leaves those that were read from it before.
/// Main thread; files are read on the storage thread.
class AuthorityKeeper final : public QObject {
    Q_OBJECT
public:
    /// `storageWork` lives in the storage thread and must outlive it.
    explicit AuthorityKeeper(QObject& storageWork, QObject* parent = nullptr);

    /// Reads what `settings` names and has not been read yet; forgets what it no longer names.
    void follow(const config::Settings& settings);
    /// Reads all files again.
    void look();
    QStringList files() const;
    /// Those of files that could be read at least once. The same list as long as its certificates are the same.
    const exchange::KnownAuthorities& known() const { return m_known; }

Q_SIGNALS:
    /// Of `known()`.
    void changed();

private:
    void read(const std::string& file);
    void take(const std::string& file, AuthorityFile read);

    QObject& m_storageWork;
    std::map<std::string, std::string> m_fields; // the first that names it, by file
    exchange::KnownAuthorities m_known;
    std::map<std::string, AuthorityFinding> m_problems; // as they were logged, by file
};

} // namespace gateway::host
