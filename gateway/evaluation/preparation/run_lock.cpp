#include "run_lock.h"

#include "gateway/core/files/file_system.h"
#include "gateway/evaluation/runs/run_file.h"

#include <QFileInfo>
#include <QtGlobal>

namespace gateway::evaluation {

namespace {

std::unique_ptr<QLockFile> lockFileOf(const QString& dataDir, const std::string& id)
{
    auto file = std::make_unique<QLockFile>(RunFile::fileIn(dataDir, id) + QStringLiteral(".lock"));
    file->setStaleLockTime(0); // only the end of its program ends it
    return file;
}

} // namespace

Result<RunLock> RunLock::take(const QString& dataDir, const std::string& id)
{
    const QString folder = RunFile::folderIn(dataDir);
    if (const auto made = files::makePrivateFolder(folder); !made)
        return failure(made.error());
    auto file = lockFileOf(dataDir, id);
    if (file->tryLock())
        return RunLock(std::move(file));
    if (file->error() == QLockFile::LockFailedError)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "another program is already carrying out this run; end it first")});
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot write the file %1"), {file->fileName().toStdString()}});
}

bool RunLock::isHeld(const QString& dataDir, const std::string& id)
{
    const auto file = lockFileOf(dataDir, id);
    if (!QFileInfo::exists(file->fileName()))
        return false;
    return !file->tryLock() && file->error() == QLockFile::LockFailedError;
}

} // namespace gateway::evaluation
