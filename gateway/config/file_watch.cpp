#include "file_watch.h"

#include "config_file.h"

#include "gateway/core/log.h"

#include <QFileInfo>

namespace gateway::config {

namespace {

constexpr int kSettle_ms = 100; // editors write in several steps
constexpr int kLongestSettle_ms = 1000; // a folder that is never quiet

void addOnce(QStringList& paths, const QString& path)
{
    if (!paths.contains(path))
        paths << path;
}

// The file for writes in place; its folder, and that of the link's target, for
// those that replace it; where the folder is missing, the nearest above it.
void addPathsOf(const QString& file, QStringList& paths)
{
    const QString target = behindLinks(file);
    if (QFileInfo(target).isFile())
        addOnce(paths, file);
    for (const QString& each : {file, target}) {
        QFileInfo folder(QFileInfo(each).absolutePath());
        while (!folder.isDir() && !folder.isRoot())
            folder.setFile(folder.absolutePath());
        addOnce(paths, folder.absoluteFilePath());
    }
}

} // namespace

FileWatch::FileWatch(QObject* parent)
    : QObject(parent)
    , m_watcher(this)
    , m_settle(this)
{
    m_settle.setSingleShot(true);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, &FileWatch::onEvent);
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileWatch::onEvent);
    connect(&m_settle, &QTimer::timeout, this, &FileWatch::settle);
}

void FileWatch::setFiles(const QStringList& files)
{
    m_files = files;
    renew();
}

void FileWatch::renew()
{
    QStringList wanted;
    for (const QString& file : m_files)
        addPathsOf(file, wanted);
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    // Anew also where the path stayed: it may be another file by now.
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    const QStringList failed = wanted.isEmpty() ? wanted : m_watcher.addPaths(wanted);
    for (const QString& path : failed)
        qCWarning(logConfig, "Changes of %s may go unseen: it cannot be watched", qUtf8Printable(path));
}

void FileWatch::hasten() { m_settle.start(0); }

void FileWatch::onEvent()
{
    if (!m_settle.isActive())
        m_firstEvent.start();
    if (m_firstEvent.elapsed() < kLongestSettle_ms)
        m_settle.start(kSettle_ms);
}

void FileWatch::settle()
{
    renew(); // before anybody reads: what happens after that makes a new event
    Q_EMIT touched();
}

} // namespace gateway::config
