#include "file_watch.h"

#include "path_trace.h"

#include "gateway/core/log.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace gateway::config {

namespace {

constexpr int kSettle_ms = 100; // editors write in several steps
constexpr int kLongestSettle_ms = 1000; // a folder that is never quiet
constexpr int kPoll_ms = 1000;
constexpr int kMostTries = 5; // of a path that changes while it is followed

void addOnce(QStringList& paths, const QString& path)
{
    if (!paths.contains(path))
        paths << path;
}

/// The folders, because entries in them are replaced, moved and created; the file, because it may be written in place. A folder
/// that cannot be read cannot be watched. It is left out if only plain folders are looked up in it, such as /home where only the
/// administrator can list it: polling it would wake the program for nothing.
void addPathsOf(const PathTrace& trace, QStringList& paths)
{
    for (const PathTrace::Folder& folder : trace.folders)
        if (!folder.isPassedThrough || QFileInfo(folder.path).isReadable())
            addOnce(paths, folder.path);
    if (!trace.file.isEmpty() && QFileInfo(trace.file).isReadable()) // else its folder tells when it may be
        addOnce(paths, trace.file);
}

} // namespace

FileWatch::FileWatch(QObject* parent, AddPaths addPaths)
    : QObject(parent)
    , m_addPaths(addPaths ? std::move(addPaths) : AddPaths([](QFileSystemWatcher& watcher, const QStringList& paths) { return watcher.addPaths(paths); }))
    , m_watcher(this)
    , m_mounts(this)
    , m_settle(this)
    , m_poll(this)
{
    m_settle.setSingleShot(true);
    m_poll.setInterval(kPoll_ms);
    connect(&m_watcher, &QFileSystemWatcher::fileChanged, this, [this] {
        m_isTouched = true;
        onEvent();
    });
    connect(&m_watcher, &QFileSystemWatcher::directoryChanged, this, &FileWatch::onEvent);
    connect(&m_mounts, &MountWatch::changed, this, [this] {
        if (!m_states.isEmpty())
            onEvent();
    });
    connect(&m_settle, &QTimer::timeout, this, &FileWatch::settle);
    connect(&m_poll, &QTimer::timeout, this, &FileWatch::settle);
}

void FileWatch::setFiles(const QStringList& files)
{
    m_files = files;
    const QMap<QString, QByteArray> before = std::exchange(m_states, {});
    for (const QString& file : files)
        m_states.insert(file, before.value(file));
    renew();
    for (auto state = m_states.begin(); state != m_states.end(); ++state) {
        const QByteArray now = tracePath(state.key()).state;
        if (!before.contains(state.key()))
            *state = now; // whoever names it reads it after this
        else if (*state != now)
            onEvent();
    }
}

void FileWatch::renew()
{
    // Also where the path is the same: another file may be there by now.
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    QStringList wanted;
    QStringList failed;
    // The path may change between the look and the watch: look again until both agree.
    for (int tries = 0; tries < kMostTries; ++tries) {
        wanted.clear();
        for (auto state = m_states.begin(); state != m_states.end(); ++state)
            addPathsOf(tracePath(state.key()), wanted);
        QStringList more = wanted;
        for (const QString& path : m_watcher.files() + m_watcher.directories() + failed)
            more.removeAll(path);
        if (more.isEmpty())
            break;
        failed += m_addPaths(m_watcher, more);
    }
    QStringList missing;
    for (const QString& path : std::as_const(failed))
        if (wanted.contains(path) && QFileInfo::exists(path))
            missing << path;
    noteUnwatched(missing);
}

void FileWatch::noteUnwatched(const QStringList& paths)
{
    const auto isNew = [this](const QString& path) { return !m_unwatched.contains(path); };
    if (const auto first = std::ranges::find_if(paths, isNew); first != paths.end())
        qCWarning(logConfig, "Cannot watch %s and %d other paths: the system's limit of file watches is reached (Linux: raise fs.inotify.max_user_watches), or the path "
                             "cannot be read. The files are checked every second instead", qUtf8Printable(*first), static_cast<int>(std::ranges::count_if(paths, isNew)) - 1);
    if (paths.isEmpty() && !m_unwatched.isEmpty() && !m_states.isEmpty())
        qCInfo(logConfig, "all files are watched again");
    m_unwatched = paths;
    if (m_unwatched.isEmpty())
        m_poll.stop();
    else if (!m_poll.isActive())
        m_poll.start();
}

bool FileWatch::isWatching(const QStringList& paths) const
{
    QStringList watched = m_watcher.files() + m_watcher.directories();
    QStringList wanted = paths;
    watched.sort();
    wanted.sort();
    return watched == wanted;
}

void FileWatch::hasten()
{
    m_isTouched = true;
    m_settle.start(0);
}

void FileWatch::onEvent()
{
    if (!m_settle.isActive())
        m_firstEvent.start();
    if (m_firstEvent.elapsed() < kLongestSettle_ms)
        m_settle.start(kSettle_ms);
}

// Other entries of the folders change too: only changes that concern the files are reported.
void FileWatch::settle()
{
    QStringList wanted;
    bool isChanged = std::exchange(m_isTouched, false);
    const auto look = [&] {
        wanted.clear();
        for (auto state = m_states.begin(); state != m_states.end(); ++state) {
            const PathTrace trace = tracePath(state.key());
            isChanged = isChanged || trace.state != *state;
            *state = trace.state;
            addPathsOf(trace, wanted);
        }
    };
    look();
    // A folder that was deleted and created again has lost its watch, even if it has the same inode number.
    if (isChanged || !isWatching(wanted)) {
        isChanged = isChanged || m_unwatched.isEmpty();
        renew(); // before anybody reads: any later change causes a new event
        look();
    }
    if (isChanged)
        Q_EMIT touched();
}

} // namespace gateway::config
