#include "data_folder_lock.h"

#include <QStorageInfo>

namespace gateway::host {

bool isOnOwnDisk(const QString& folder)
{
    const QStorageInfo disk(folder);
    const QByteArray type = disk.fileSystemType().toLower();
    if (!disk.isValid() || disk.device().startsWith("//") || disk.device().startsWith("\\\\"))
        return false;
    for (const char* const shared : {"nfs", "smb", "cifs", "afp", "webdav", "fuse"})
        if (type.contains(shared))
            return false;
    return true;
}

} // namespace gateway::host
