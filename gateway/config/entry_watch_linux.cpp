#include "entry_watch.h"

#include <QFile>
#include <QFileSystemWatcher>
#include <QSocketNotifier>

#include <cerrno>
#include <sys/inotify.h>
#include <unistd.h>

namespace gateway::config {

EntryWatch::EntryWatch(QObject* parent) : QObject(parent) { }
EntryWatch::~EntryWatch() { close(); }

void EntryWatch::close()
{
    delete m_notifier.release(); // before its descriptor is closed
    if (m_queue >= 0)
        ::close(m_queue);
    m_queue = -1;
}

// IN_ATTRIB would also report entries of a folder. For a link it reports at once that its name is gone. Source:
// inotify(7).
QStringList EntryWatch::setEntries(const QStringList& entries)
{
    close();
    m_isStale = false;
    if (entries.isEmpty())
        return {};
    m_queue = ::inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
    if (m_queue < 0)
        return entries;
    QStringList refused;
    for (const QString& entry : entries) {
        const QByteArray name = QFile::encodeName(entry);
        const bool isWatched = ::inotify_add_watch(m_queue, name.constData(), IN_ONLYDIR | IN_DONT_FOLLOW | IN_MOVE_SELF | IN_DELETE_SELF) >= 0
            || (errno == ENOTDIR && ::inotify_add_watch(m_queue, name.constData(), IN_DONT_FOLLOW | IN_ATTRIB | IN_MOVE_SELF | IN_DELETE_SELF) >= 0);
        if (!isWatched && errno != EACCES && errno != ENOENT && errno != ENOTDIR)
            refused << entry;
    }
    m_notifier = std::make_unique<QSocketNotifier>(m_queue, QSocketNotifier::Read);
    connect(m_notifier.get(), &QSocketNotifier::activated, this, &EntryWatch::read);
    return refused;
}

void EntryWatch::read()
{
    alignas(inotify_event) char events[4096];
    while (::read(m_queue, events, sizeof events) > 0 || errno == EINTR) { }
    m_isStale = true;
    Q_EMIT changed();
}

} // namespace gateway::config
