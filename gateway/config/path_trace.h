#pragma once

#include <QByteArray>
#include <QString>
#include <QStringList>

namespace gateway::config {

/// What is at a path, without following its last component.
struct PathEntry {
    enum class Kind { Missing, Link, Folder, Other };

    Kind kind = Kind::Missing;
    QByteArray mark;    ///< changes when the entry is replaced or, unless it is a folder, when its content changes
    QString linkTarget; ///< target of a link, as written in it
};
/// Blocks; any thread.
PathEntry entryAt(const QString& path);

/// Where a path leads, and everything that determines it.
struct PathTrace {
    QStringList entries; ///< the folders and links on the way; the parent folders of these paths contain no links
    QString folder;      ///< folder in which the last component is looked up; without links
    QString file;        ///< final target, without links; empty: no such file
    QByteArray state;    ///< changes when anything on the way changes
};
/// `path`: absolute. Blocks; any thread.
PathTrace tracePath(const QString& path);

} // namespace gateway::config
