#include "append_file.h"

#include "file_system.h"

#include <QFileInfo>

namespace gateway::files {

bool AppendFile::open(const QString& path)
{
    constexpr auto kPrivate = QFile::ReadOwner | QFile::WriteOwner;
    m_file.close();
    m_size = 0;
    if (const auto made = makePrivateFolder(QFileInfo(path).absolutePath()); !made) {
        m_reason = made.error().text();
        return false;
    }
    m_file.setFileName(path);
    if (!m_file.open(QIODevice::WriteOnly | QIODevice::Append | QIODevice::Unbuffered, kPrivate)) {
        m_reason = m_file.errorString().toStdString();
        return false;
    }
    m_file.setPermissions(kPrivate); // for an existing file
    m_size = m_file.size();
    return true;
}

bool AppendFile::append(std::string_view bytes)
{
    const auto size = static_cast<qint64>(bytes.size());
    if (m_file.write(bytes.data(), size) == size) {
        m_size += size;
        return true;
    }
    m_reason = m_file.errorString().toStdString();
    m_file.resize(m_size);
    return false;
}

} // namespace gateway::files
