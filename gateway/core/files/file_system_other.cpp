#include "file_system.h"

#include "gateway/core/text/system_reason.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace gateway::files {

Result<void> makePrivateFolder(const QString& path)
{
    return QDir().mkpath(path) ? Result<void>() : failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot create folder %1"), {path.toStdString()}});
}

bool closeFolder(const QString&) { return false; } // folders inherit the access of their parent, which belongs to the user

ModeChange modeChangeOf(const QString&) { return ModeChange::Possible; } // access control lists are used there, which modes do not show

Result<void> moveFile(const QString& from, const QString& to, Existing existing)
{
    if (existing == Existing::Replaced)
        QFile::remove(to);
    QFile file(from);
    if (file.rename(to))
        return {};
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot rename %1 to %2: %3"), {from.toStdString(), to.toStdString(), systemReason(file.errorString().toStdString())}});
}

} // namespace gateway::files
