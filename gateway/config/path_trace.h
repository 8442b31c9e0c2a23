#pragma once

#include <QByteArray>
#include <QString>

#include <vector>

namespace gateway::config {

/// What is at a path, the last component not followed.
struct PathEntry {
    enum class Kind { Missing, Link, Folder, Other };

    Kind kind = Kind::Missing;
    QByteArray mark;    ///< another one as soon as it is another entry or, unless it is a folder, says something else
    QString linkTarget; ///< of a link, as it is written there
};
/// Blocks; any thread.
PathEntry entryAt(const QString& path);

/// All that decides where a path leads: each folder in which one of its components is looked up, those of its links among them.
struct PathTrace {
    struct Folder {
        QString path;                 ///< without links
        bool isPassedThrough = false; ///< nothing but plain folders is looked up in it: no link, no missing entry, not the file

        bool operator==(const Folder&) const = default;
    };

    std::vector<Folder> folders; ///< each once, the root first
    QString file;                ///< where it ends, without links; empty: no file is there
    QByteArray state;            ///< another one as soon as anything on the way is
};
/// `path`: absolute. Blocks; any thread.
PathTrace tracePath(const QString& path);

} // namespace gateway::config
