#include "kept_database.h"

#include "gateway/core/files/file_system.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/usage/sqlite/database_file.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QFile>

namespace gateway::host {

namespace {

constexpr Milliseconds kBusyTimeout{1000};
constexpr qint64 kLargestLost = 64 * 1024; // a larger file of zeros is not a database, which SQLite reports

bool hasLostContent(const QString& path)
{
    QFile file(path);
    if (file.size() > kLargestLost || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray content = file.readAll();
    return files::isLostContent({content.constData(), static_cast<std::size_t>(content.size())});
}

} // namespace

Result<void> KeptDatabase::open(usage::SqliteConnection& database) const
{
    auto opened = database.open(m_path.toStdString(), kBusyTimeout);
    return opened ? m_setUp(database) : opened;
}

/// Returns the problem and the new path of the file. An earlier `.bad` file is not replaced by an empty one.
Sentence KeptDatabase::putAside(bool isEmpty, const Sentence& why) const
{
    QFile::remove(journalOf(m_path));
    if (isEmpty && QFile::exists(files::asideOf(m_path))) {
        if (QFile::remove(m_path))
            return why;
        return {QT_TRANSLATE_NOOP("Error", "%1 It cannot be deleted; delete it yourself."), {why}};
    }
    if (!files::moveAside(m_path))
        return {QT_TRANSLATE_NOOP("Error", "%1 It cannot be moved away; delete it yourself."), {why}};
    return {QT_TRANSLATE_NOOP("Error", "%1 It is kept as %2."), {why, files::asideOf(m_path).toStdString()}};
}

Sentence KeptDatabase::read(const Work& work) const
{
    if (!QFile::exists(m_path))
        return {};
    // SQLite accepts an empty file as an empty database.
    if (hasLostContent(m_path) && !QFile::exists(journalOf(m_path)))
        return putAside(true, {QT_TRANSLATE_NOOP("Error", "%1 is empty, possibly after a full disk or a power failure."), {m_path.toStdString()}});
    Sentence why;
    {
        usage::SqliteConnection database;
        auto done = open(database);
        if (done)
            done = work(database);
        if (done)
            return {};
        why = std::move(done.error().message);
    }
    return putAside(false, {QT_TRANSLATE_NOOP("Error", "%1 cannot be used: %2."), {m_path.toStdString(), why}});
}

Result<void> KeptDatabase::write(const Work& work) const
{
    usage::SqliteConnection database;
    auto done = usage::makeDatabaseFile(m_path);
    if (done)
        done = open(database);
    if (done)
        done = database.run("BEGIN IMMEDIATE");
    if (done)
        done = work(database);
    if (done)
        done = database.run("COMMIT");
    if (!done)
        return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot write %1: %2"), {m_path.toStdString(), done.error().message}});
    return {};
}

} // namespace gateway::host
