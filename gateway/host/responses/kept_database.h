#pragma once

#include "gateway/core/result.h"

#include <QString>

#include <functional>
#include <string>

namespace gateway::usage {
class SqliteConnection;
}

namespace gateway::host {

/// A small SQLite database in the data folder that is read completely at the start. Blocks; storage thread.
class KeptDatabase {
public:
    using Work = std::function<Result<void>(usage::SqliteConnection&)>;

    /// `setUp` creates missing tables.
    KeptDatabase(QString path, Work setUp) : m_path(std::move(path)), m_setUp(std::move(setUp)) {}

    /// Lets `work` read the file, if it exists. An unusable or empty file is renamed to `.bad`; the problem is returned
    /// then.
    Sentence read(const Work& work) const;
    /// Writes everything that `work` writes, or nothing; creates the file for its user only (0600). Errors: Io.
    Result<void> write(const Work& work) const;
    /// The journal, which remains after a crash during a write.
    static QString journalOf(const QString& path) { return path + QStringLiteral("-journal"); }

private:
    Result<void> open(usage::SqliteConnection& database) const;
    Sentence putAside(bool isEmpty, const Sentence& why) const;

    QString m_path;
    Work m_setUp;
};

} // namespace gateway::host
