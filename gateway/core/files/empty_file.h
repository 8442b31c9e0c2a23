#pragma once

#include "gateway/core/result.h"

#include <QString>

namespace gateway::files {

/// Creates an empty file for its owner only (0600), for a library such as SQLite to write. An existing file is
/// unchanged. Blocks; any thread. Errors: Io, with the system's message.
Result<void> makeEmptyFile(const QString& path);

/// Removes a temporary file at the end of its scope. An empty path: does nothing.
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
