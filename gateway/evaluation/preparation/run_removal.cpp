#include "run_removal.h"

#include "run_lock.h"

#include "gateway/evaluation/runs/run_file.h"

#include <QFile>
#include <QtGlobal>

namespace gateway::evaluation {

Result<void> removeRun(const QString& dataDir, const std::string& id)
{
    const QString path = RunFile::fileIn(dataDir, id);
    if (!QFile::exists(path))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the run no longer exists")});
    const auto lock = RunLock::take(dataDir, id);
    if (!lock && lock.error().kind == ErrorKind::InvalidRequest)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the run is in progress; stop it first")});
    if (!lock)
        return failure(lock.error());
    // The file first: without it, what SQLite keeps beside it means nothing.
    for (const char* end : {"", "-wal", "-shm"}) {
        QFile file(path + QString::fromLatin1(end));
        if (!file.remove() && file.exists())
            return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot delete %1"), {file.fileName().toStdString()}});
    }
    return {}; // the lock removes its own file
}

} // namespace gateway::evaluation
