#include "path_trace.h"

#include <QDir>
#include <QFileInfo>
#include <QStringList>

namespace gateway::config {

namespace {

constexpr int kMostLinks = 40; // the limit on Linux: more are a cycle

QStringList componentsOf(const QString& path) { return path.split(QLatin1Char('/'), Qt::SkipEmptyParts); }

/// "/", "C:/" or "//server/".
QString rootOf(const QString& path)
{
    QDir folder(QFileInfo(path).path());
    while (!folder.isRoot() && folder.path() != QFileInfo(folder.path()).path())
        folder.setPath(QFileInfo(folder.path()).path());
    return folder.path();
}

QString inside(const QString& folder, const QString& name) { return folder.endsWith(QLatin1Char('/')) ? folder + name : folder + QLatin1Char('/') + name; }

} // namespace

PathTrace tracePath(const QString& path)
{
    PathTrace trace;
    QString at = rootOf(path);
    QStringList names = componentsOf(path.mid(at.size()));
    int links = 0;
    while (!names.isEmpty()) {
        const QString name = names.takeFirst();
        if (name == QLatin1String("."))
            continue;
        if (name == QLatin1String("..")) {
            at = QFileInfo(at).path();
            continue;
        }
        const QString next = inside(at, name);
        const PathEntry entry = entryAt(next);
        trace.folder = at;
        if (entry.kind == PathEntry::Kind::Folder || entry.kind == PathEntry::Kind::Link)
            trace.entries << next;
        trace.state += next.toUtf8() + '\0' + entry.mark + '\0';
        if (entry.kind == PathEntry::Kind::Link) {
            if (++links > kMostLinks)
                break;
            const bool isAbsolute = QDir::isAbsolutePath(entry.linkTarget);
            if (isAbsolute)
                at = rootOf(entry.linkTarget);
            names = componentsOf(isAbsolute ? entry.linkTarget.mid(at.size()) : entry.linkTarget) + names;
            continue;
        }
        if (entry.kind == PathEntry::Kind::Other && names.isEmpty())
            trace.file = next;
        if (entry.kind != PathEntry::Kind::Folder)
            break;
        at = next;
    }
    return trace;
}

} // namespace gateway::config
