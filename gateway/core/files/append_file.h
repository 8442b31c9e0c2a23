#pragma once

#include <QFile>
#include <QString>

#include <string>
#include <string_view>

namespace gateway::files {

/// A private file (0600) that is appended to, such as a log. One thread. If a piece does not fit, its beginning is
/// removed again, so that the file contains only whole pieces.
class AppendFile final {
public:
    /// Creates the file and its folder (0700) if they are missing; makes an existing file private.
    bool open(const QString& path);
    bool isOpen() const { return m_file.isOpen(); }
    void close() { m_file.close(); }

    bool append(std::string_view bytes);
    /// Bytes; 0 while it is not open.
    qint64 size() const { return m_size; }
    /// Why the last call failed.
    std::string reason() const { return m_reason; }

private:
    QFile m_file;
    qint64 m_size = 0;
    std::string m_reason;
};

} // namespace gateway::files
