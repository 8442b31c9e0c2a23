#include "database_file.h"

#include <QFile>

namespace gateway::usage {

Result<void> makeDatabaseFile(const QString& path)
{
    if (QFile::exists(path))
        return {};
    QFile file(path);
    if (!file.open(QIODevice::NewOnly | QIODevice::WriteOnly, QFile::ReadOwner | QFile::WriteOwner))
        return failure(ErrorKind::Io, file.errorString().toStdString());
    return {};
}

} // namespace gateway::usage
