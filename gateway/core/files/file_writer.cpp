#include "file_writer.h"

#include "write_error.h"

#include <QFileInfo>
#include <QtGlobal>

#include <string_view>
#include <utility>

namespace gateway::files {

namespace {

constexpr int kMaxLinks = 40; // as Linux has it

constexpr const char* kCannotWrite = QT_TRANSLATE_NOOP("Error", "cannot write %1: %2");

} // namespace

Error writeError(const QString& path, Sentence why)
{
    Error error;
    error.kind = ErrorKind::Io;
    error.detail = toText(why);
    error.message = Sentence::of(kCannotWrite, {path.toStdString(), std::move(why)});
    return error;
}

Sentence writeReason(const Error& error)
{
    return error.message.pattern == std::string_view(kCannotWrite) ? error.message.values.back() : error.message;
}

Result<void> writeFile(const QString& path, std::string_view content, const WriteOptions& options)
{
    FileWriter writer(path, options);
    auto done = writer.open();
    if (done)
        done = writer.write(content);
    return done ? writer.commit() : done;
}

QString linkTarget(const QString& path)
{
    QFileInfo file(path);
    for (int i = 0; i < kMaxLinks && file.isSymLink(); ++i)
        file.setFile(file.symLinkTarget());
    return file.absoluteFilePath();
}

std::string toText(const RecoveredWrite& write)
{
    const std::string begin = "A write to " + write.path.toStdString() + " was interrupted: ";
    switch (write.outcome) {
    case RecoveredWrite::Outcome::PutBack: return begin + "the previous content was restored.";
    case RecoveredWrite::Outcome::Changed:
        return begin + "the file was changed since and is left unchanged; the previous content is in " + write.copy.toStdString() + '.';
    case RecoveredWrite::Outcome::Failed:
        return begin + "the previous content is in " + write.copy.toStdString() + " and cannot be restored: " + write.reason + '.';
    case RecoveredWrite::Outcome::Whole: break;
    }
    return {};
}

QString copyFolderIn(const QString& dataDir) { return dataDir + QStringLiteral("/unfinished"); }

} // namespace gateway::files
