#include "file_system.h"

#include "in_place_write_posix.h"

#include "gateway/core/text/system_reason.h"

#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>

namespace gateway::files {

namespace {

/// Returns an error number; 0: the folder exists.
int makeFolders(const QString& path)
{
    if (QFileInfo(path).isDir())
        return 0;
    const QString above = QFileInfo(path).path();
    if (above != path)
        if (const int failed = makeFolders(above); failed != 0)
            return failed;
    if (::mkdir(QFile::encodeName(path).constData(), 0700) == 0)
        return 0;
    const int failed = errno;
    return QFileInfo(path).isDir() ? 0 : failed; // another process was faster
}

} // namespace

Result<void> makePrivateFolder(const QString& path)
{
    const int failed = makeFolders(QFileInfo(path).absoluteFilePath());
    return failed == 0 ? Result<void>() : failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot create folder %1: %2"), {path.toStdString(), systemReason(reasonOf(failed))}});
}

bool closeFolder(const QString& path)
{
    struct stat found {};
    const QByteArray name = QFile::encodeName(path);
    return ::stat(name.constData(), &found) == 0 && S_ISDIR(found.st_mode) && found.st_uid == ::geteuid() && (found.st_mode & 077) != 0
        && ::chmod(name.constData(), found.st_mode & 07700) == 0;
}

ModeChange modeChangeOf(const QString& path)
{
    struct stat found {};
    struct statvfs system {};
    const QByteArray name = QFile::encodeName(path);
    if (::statvfs(name.constData(), &system) == 0 && (system.f_flag & ST_RDONLY) != 0)
        return ModeChange::ReadOnlySystem;
    const bool isForeign = ::stat(name.constData(), &found) == 0 && ::geteuid() != 0 && found.st_uid != ::geteuid();
    return isForeign ? ModeChange::ForeignFile : ModeChange::Possible;
}

Result<void> moveFile(const QString& from, const QString& to, Existing existing)
{
    struct stat found {};
    int failed = 0;
    if (existing == Existing::Kept && ::lstat(QFile::encodeName(to).constData(), &found) == 0)
        failed = EEXIST;
    else if (std::rename(QFile::encodeName(from).constData(), QFile::encodeName(to).constData()) != 0)
        failed = errno;
    if (failed == 0)
        failed = syncFolder(systemCalls(), QFileInfo(to).absolutePath());
    return failed == 0 ? Result<void>() : failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot rename %1 to %2: %3"), {from.toStdString(), to.toStdString(), systemReason(reasonOf(failed))}});
}

} // namespace gateway::files
