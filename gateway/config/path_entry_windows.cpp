#include "path_trace.h"

#include <QDateTime>
#include <QFileInfo>

namespace gateway::config {

PathEntry entryAt(const QString& path)
{
    const QFileInfo found(path);
    PathEntry entry;
    if (found.isSymLink() || found.isJunction()) {
        entry.kind = PathEntry::Kind::Link;
        entry.linkTarget = found.isSymLink() ? found.symLinkTarget() : found.junctionTarget();
        entry.mark = entry.linkTarget.toUtf8();
    } else if (found.isDir()) {
        entry.kind = PathEntry::Kind::Folder;
        entry.mark = QByteArray::number(found.birthTime().toMSecsSinceEpoch());
    } else if (found.exists()) {
        entry.kind = PathEntry::Kind::Other;
        for (const qint64 number : {found.size(), found.birthTime().toMSecsSinceEpoch(), found.lastModified().toMSecsSinceEpoch()})
            entry.mark += QByteArray::number(number) + ' ';
    }
    return entry;
}

} // namespace gateway::config
