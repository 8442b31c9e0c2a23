#include "file_system.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace gateway::files {

Result<void> makePrivateFolder(const QString& path)
{
    return QDir().mkpath(path) ? Result<void>() : failure(ErrorKind::Io, "cannot make the folder " + path.toStdString());
}

bool closeFolder(const QString&) { return false; } // folders take the access of the one above, which is the user's own

ModeChange modeChangeOf(const QString&) { return ModeChange::Possible; } // access is a list there, which no mode says anything about

Result<void> moveFile(const QString& from, const QString& to, Existing existing)
{
    if (existing == Existing::Replaced)
        QFile::remove(to);
    QFile file(from);
    if (file.rename(to))
        return {};
    return failure(ErrorKind::Io, "cannot rename " + from.toStdString() + " to " + to.toStdString() + ": " + file.errorString().toStdString());
}

} // namespace gateway::files
