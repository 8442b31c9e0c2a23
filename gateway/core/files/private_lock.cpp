#include "private_lock.h"

#include <QFile>
#include <QLockFile>

namespace gateway::files {

bool lockPrivately(QLockFile& lock, std::chrono::milliseconds wait)
{
    if (!lock.tryLock(static_cast<int>(wait.count()))) // Qt 6.4 has no other form
        return false;
    QFile::setPermissions(lock.fileName(), QFile::ReadOwner | QFile::WriteOwner); // if that fails, it is still locked
    return true;
}

} // namespace gateway::files
