#pragma once

#include "gateway/core/result.h"

#include <QString>

#include <functional>
#include <string>

namespace gateway::usage {
class SqliteConnection;
}

namespace gateway::host {

/// A small SQLite database of the data folder that a start reads whole. Blocks; storage thread.
class KeptDatabase {
public:
    using Work = std::function<Result<void>(usage::SqliteConnection&)>;

    /// `setUp` makes the tables where they are missing.
    KeptDatabase(QString path, Work setUp) : m_path(std::move(path)), m_setUp(std::move(setUp)) {}

    /// Lets `work` read the file, if there is one. One that cannot be used, or has no content any more, is kept beside it as `.bad`;
    /// then what is wrong, else nothing.
    Sentence read(const Work& work) const;
    /// All of what `work` writes, or none of it; makes the file for its user alone (0600). Errors: Io.
    Result<void> write(const Work& work) const;
    /// What a crash in the middle of writing leaves behind.
    static QString journalOf(const QString& path) { return path + QStringLiteral("-journal"); }

private:
    Result<void> open(usage::SqliteConnection& database) const;
    Sentence putAside(bool isEmpty, const Sentence& why) const;

    QString m_path;
    Work m_setUp;
};

} // namespace gateway::host
