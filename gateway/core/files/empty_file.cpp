#include "empty_file.h"

#include "gateway/core/text/system_reason.h"

#include <QFile>

namespace gateway::files {

Result<void> makeEmptyFile(const QString& path)
{
    if (QFile::exists(path))
        return {};
    QFile file(path);
    if (!file.open(QIODevice::NewOnly | QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(ErrorKind::Io, systemReason(file.errorString().toStdString()));
    return {};
}

TemporaryFile::~TemporaryFile()
{
    if (!m_path.isEmpty())
        QFile::remove(m_path);
}

} // namespace gateway::files
