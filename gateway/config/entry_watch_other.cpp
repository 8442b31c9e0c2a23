#include "entry_watch.h"

#include <QFileInfo>
#include <QFileSystemWatcher>
#include <QSocketNotifier>

namespace gateway::config {

EntryWatch::EntryWatch(QObject* parent) : QObject(parent) { }
EntryWatch::~EntryWatch() = default;

void EntryWatch::close() { m_watcher.reset(); }

QStringList EntryWatch::setEntries(const QStringList& entries)
{
    close();
    m_isStale = false;
    QStringList folders;
    for (const QString& entry : entries)
        if (const QFileInfo folder(QFileInfo(entry).path()); folder.isReadable() && !folders.contains(folder.filePath()))
            folders << folder.filePath();
    if (folders.isEmpty())
        return {};
    m_watcher = std::make_unique<QFileSystemWatcher>();
    connect(m_watcher.get(), &QFileSystemWatcher::directoryChanged, this, &EntryWatch::read);
    return m_watcher->addPaths(folders);
}

void EntryWatch::read()
{
    m_isStale = true;
    Q_EMIT changed();
}

} // namespace gateway::config
