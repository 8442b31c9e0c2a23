#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace gateway::config {

/// What is at a path, the last component not followed.
struct PathEntry {
    enum class Kind { Missing, Link, Folder, Other };

    Kind kind = Kind::Missing;
    QByteArray mark;    ///< another one as soon as it is another entry or, unless it is a folder, has other contents
    QString linkTarget; ///< of a link, as it is written there
};
/// Blocks; any thread.
PathEntry entryAt(const QString& path);

/// Where a path leads, and all that decides it.
struct PathTrace {
    QStringList entries; ///< the folders and links on the way; no path has links above its last component
    QString folder;      ///< in which the last component is looked up; without links
    QString file;        ///< where it ends, without links; empty: no file is there
    QByteArray state;    ///< another one as soon as anything on the way is
};
/// `path`: absolute. Blocks; any thread.
PathTrace tracePath(const QString& path);

} // namespace gateway::config
