#include "path_trace.h"

#include <QFile>

#include <climits>
#include <sys/stat.h>
#include <unistd.h>

namespace gateway::config {

namespace {

template <class... Numbers> QByteArray markOf(Numbers... numbers)
{
    QByteArray mark;
    ((mark += QByteArray::number(static_cast<qint64>(numbers)) + ' '), ...);
    return mark;
}

} // namespace

PathEntry entryAt(const QString& path)
{
    const QByteArray name = QFile::encodeName(path);
    struct stat found{};
    if (::lstat(name.constData(), &found) != 0)
        return {};
    PathEntry entry;
    // The times of a folder change with each added or removed entry.
    if (S_ISDIR(found.st_mode)) {
        entry.kind = PathEntry::Kind::Folder;
        entry.mark = markOf(found.st_dev, found.st_ino, found.st_mode, found.st_uid);
        return entry;
    }
#ifdef Q_OS_DARWIN
    const timespec& written = found.st_mtimespec;
    const timespec& changed = found.st_ctimespec;
#else
    const timespec& written = found.st_mtim;
    const timespec& changed = found.st_ctim;
#endif
    entry.kind = PathEntry::Kind::Other;
    entry.mark = markOf(found.st_dev, found.st_ino, found.st_size, written.tv_sec, written.tv_nsec, changed.tv_sec, changed.tv_nsec);
    if (S_ISLNK(found.st_mode)) {
        char target[PATH_MAX];
        const ssize_t length = ::readlink(name.constData(), target, sizeof target);
        entry.kind = PathEntry::Kind::Link;
        entry.linkTarget = QFile::decodeName(QByteArray(target, length > 0 ? static_cast<qsizetype>(length) : 0));
    }
    return entry;
}

} // namespace gateway::config
