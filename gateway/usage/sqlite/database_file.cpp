#include "database_file.h"

#include "gateway/core/files/empty_file.h"

#include <QFile>

#ifdef Q_OS_UNIX
#include <sys/stat.h>
#endif

namespace gateway::usage {

Result<void> makeDatabaseFile(const QString& path) { return files::makeEmptyFile(path); }

#ifdef Q_OS_UNIX
std::string fileIdentity(const QString& path)
{
    struct stat file {};
    if (::stat(QFile::encodeName(path).constData(), &file) != 0)
        return {};
    return std::to_string(file.st_dev) + ':' + std::to_string(file.st_ino);
}
#else
/// An open file cannot be replaced on this system.
std::string fileIdentity(const QString& path) { return QFile::exists(path) ? "there" : std::string(); }
#endif

} // namespace gateway::usage
