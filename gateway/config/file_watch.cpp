#include "file_watch.h"

#include "path_trace.h"

#include "gateway/core/log.h"

#include <QFileInfo>

#include <algorithm>
#include <utility>

namespace gateway::config {

namespace {

constexpr int kSettle_ms = 100; // editors write in several steps
constexpr int kLongestSettle_ms = 1000; // for a folder with constant changes
constexpr int kPoll_ms = 1000;
constexpr int kMostTries = 5; // for a path that changes while it is resolved

void addOnce(QStringList& paths, const QString& path)
{
    if (!paths.contains(path))
        paths << path;
}

} // namespace

/// The paths to watch.
struct FileWatch::Paths {
    QStringList places;  ///< folders, for entries that are replaced, moved and created; files, for writes in place
    QStringList entries; ///< folders and links above, each for itself

    bool operator==(const Paths&) const = default;
};

FileWatch::FileWatch(QObject* parent, MayWatch mayWatch)
    : QObject(parent)
    , m_mayWatch(std::move(mayWatch))
    , m_watcher(this)
    , m_entries(this)
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
    connect(&m_entries, &EntryWatch::changed, this, &FileWatch::onEvent);
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
            *state = now; // readers are notified after this
        else if (*state != now)
            onEvent();
    }
}

void FileWatch::addPathsOf(const QString& file, Paths& paths) const
{
    const PathTrace trace = tracePath(file);
    for (const QString& entry : trace.entries)
        addOnce(paths.entries, entry);
    addOnce(paths.places, trace.folder);
    if (!trace.file.isEmpty() && QFileInfo(trace.file).isReadable()) // otherwise its folder reports when it becomes readable
        addOnce(paths.places, trace.file);
}

/// Also renews existing watches: another file may be at the path now. Returns what the system refuses to watch.
QStringList FileWatch::watch(const Paths& paths)
{
    const QStringList watched = m_watcher.files() + m_watcher.directories();
    if (!watched.isEmpty())
        m_watcher.removePaths(watched);
    Paths granted = paths;
    QStringList refused;
    for (QStringList* const list : {&granted.places, &granted.entries})
        list->removeIf([&](const QString& path) {
            const bool isRefused = m_mayWatch && !m_mayWatch(path);
            if (isRefused)
                refused << path;
            return isRefused;
        });
    if (!granted.places.isEmpty())
        refused += m_watcher.addPaths(granted.places);
    refused += m_entries.setEntries(granted.entries);
    refused.removeIf([](const QString& path) { return !QFileInfo::exists(path) && !QFileInfo(path).isSymLink(); });
    return refused;
}

void FileWatch::renew()
{
    QStringList refused;
    Paths before;
    // The path may change between the look and the watch: look again until both agree.
    for (int tries = 0; tries < kMostTries; ++tries) {
        Paths wanted;
        for (const QString& file : m_files)
            addPathsOf(file, wanted);
        if (wanted == before)
            break;
        refused = watch(wanted);
        before = wanted;
    }
    if (m_files.isEmpty())
        watch({});
    noteUnwatched(refused);
}

void FileWatch::noteUnwatched(const QStringList& paths)
{
    const auto isNew = [this](const QString& path) { return !m_unwatched.contains(path); };
    if (const auto first = std::ranges::find_if(paths, isNew); first != paths.end())
        qCWarning(logConfig, "Cannot watch %s and %d other paths: the system limit for file watches is reached (on Linux, raise fs.inotify.max_user_watches), or the "
                             "path cannot be read. The files are checked every second instead", qUtf8Printable(*first), static_cast<int>(std::ranges::count_if(paths, isNew)) - 1);
    if (paths.isEmpty() && !m_unwatched.isEmpty() && !m_states.isEmpty())
        qCInfo(logConfig, "All files are watched again");
    m_unwatched = paths;
    if (m_unwatched.isEmpty())
        m_poll.stop();
    else if (!m_poll.isActive())
        m_poll.start();
}

bool FileWatch::isWatching(const Paths& paths) const
{
    QStringList watched = m_watcher.files() + m_watcher.directories();
    QStringList wanted = paths.places;
    watched.sort();
    wanted.sort();
    return watched == wanted && !m_entries.isStale();
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

// Other entries of the folders change, too: only changes of the files are reported.
void FileWatch::settle()
{
    Paths wanted;
    bool isChanged = std::exchange(m_isTouched, false);
    const auto look = [&] {
        wanted = {};
        for (auto state = m_states.begin(); state != m_states.end(); ++state) {
            const QByteArray now = tracePath(state.key()).state;
            isChanged = isChanged || now != *state;
            *state = now;
            addPathsOf(state.key(), wanted);
        }
    };
    look();
    // A folder that was deleted and created again has lost its watch, even if it has the same inode number.
    if (isChanged || !isWatching(wanted)) {
        isChanged = isChanged || m_unwatched.isEmpty();
        renew(); // before the file is read: any later change causes a new event
        look();
    }
    if (isChanged)
        Q_EMIT touched();
}

} // namespace gateway::config
