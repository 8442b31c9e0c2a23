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

bool closeFolder(const QString&) { return false; } // folders take the access of the one above, which is the user's own

ModeChange modeChangeOf(const QString&) { return ModeChange::Possible; } // access is a list there, which no mode says anything about

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
