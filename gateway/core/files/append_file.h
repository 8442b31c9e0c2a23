#pragma once

#include <QFile>
#include <QString>

#include <string>
#include <string_view>

namespace gateway::files {

/// A private file (0600) that grows at its end, as a log does. One thread. A piece that does not fit is taken off again, so that
/// the file holds whole pieces only.
class AppendFile final {
public:
    /// Makes the file and its folder (0700) where they are missing; a file that is there becomes private.
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
