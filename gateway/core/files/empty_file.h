#pragma once

#include "gateway/core/result.h"

#include <QString>

namespace gateway::files {

/// Makes an empty file for its owner alone (0600), for a program such as SQLite that writes it then. One that is there stays as it
/// is. Blocks; any thread. Errors: Io, in the words of the system.
Result<void> makeEmptyFile(const QString& path);

/// Removes a file that was made for a while at the end of its scope. An empty path: nothing.
class TemporaryFile final {
public:
    explicit TemporaryFile(QString path) : m_path(std::move(path)) {}
    ~TemporaryFile();
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;

    const QString& path() const { return m_path; }

private:
    QString m_path;
};

} // namespace gateway::files
