#include "in_place_write_posix.h"

#include "file_system.h"

#include <QCryptographicHash>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <system_error>

namespace gateway::files {

namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr qsizetype kHashDigits = 12;
constexpr qsizetype kMostName = 200; // bytes, without the suffixes
constexpr qint64 kMostPath = 64 * 1024;

QString ending(const char* name) { return QStringLiteral(".") + QLatin1String(name); }

QByteArray encoded(const QString& path) { return QFile::encodeName(path); }

off_t sizeOf(int file)
{
    struct stat found {};
    return ::fstat(file, &found) == 0 ? found.st_size : 0;
}

/// The bytes at `at`; fewer at the end of the file, none if it is unreadable.
std::string_view pieceOf(int file, off_t at, std::array<char, kPiece>& room)
{
    const ssize_t count = ::pread(file, room.data(), room.size(), at);
    return {room.data(), count > 0 ? static_cast<std::size_t>(count) : 0};
}

/// Errors of a file system or a system that lacks the call.
bool isUnknownCall(int error) { return error == EOPNOTSUPP || error == ENOTSUP || error == ENOSYS || error == EINVAL; }

} // namespace

std::string reasonOf(int error) { return std::generic_category().message(error); }

int syncFolder(FileCalls& calls, const QString& folder)
{
    const OpenFile opened(calls, encoded(folder), O_RDONLY | O_DIRECTORY);
    if (opened.isOpen() && calls.sync(opened.number()) == 0)
        return 0;
    // A folder that is writable but not readable cannot be opened; some file systems do not synchronise folders.
    return errno == EACCES || errno == EBADF || isUnknownCall(errno) ? 0 : errno;
}

OpenFile::~OpenFile()
{
    const int error = errno;
    if (m_file >= 0)
        m_calls.close(m_file);
    errno = error;
}

InPlaceWrite::InPlaceWrite(FileCalls& calls, const QString& target, const QString& folder)
    : m_calls(calls), m_target(target)
{
    const QByteArray hash = QCryptographicHash::hash(encoded(target), QCryptographicHash::Sha256).toHex().left(kHashDigits);
    const QString name = QFile::decodeName(encoded(QFileInfo(target).fileName()).left(kMostName));
    m_base = folder + QLatin1Char('/') + name + QStringLiteral(".unfinished-") + QString::fromLatin1(hash);
}

InPlaceWrite::InPlaceWrite(FileCalls& calls, const QString& base) : m_calls(calls), m_base(base)
{
    QFile target(base + ending("target"));
    if (target.open(QIODevice::ReadOnly))
        m_target = QFile::decodeName(target.read(kMostPath));
}

bool InPlaceWrite::fail()
{
    m_error = errno;
    return false;
}

bool InPlaceWrite::copy(int from, int to)
{
    std::array<char, kPiece> room;
    off_t at = 0;
    for (std::string_view piece = pieceOf(from, at, room); !piece.empty(); piece = pieceOf(from, at, room)) {
        while (!piece.empty()) {
            const ssize_t count = m_calls.write(to, piece.data(), piece.size(), at);
            if (count < 0 && errno == EINTR)
                continue;
            if (count < 0)
                return fail();
            at += count;
            piece.remove_prefix(static_cast<std::size_t>(count));
        }
    }
    if (at == sizeOf(from))
        return true;
    errno = EIO;
    return fail();
}

/// Creates a private file with the content of `from`.
bool InPlaceWrite::copyTo(int from, const QString& path)
{
    const OpenFile made(m_calls, encoded(path), O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW, 0600);
    if (!made.isOpen())
        return fail();
    return copy(from, made.number()) && (m_calls.sync(made.number()) == 0 || fail());
}

/// Saves everything needed to restore the old content to disk.
bool InPlaceWrite::keep(const QString& complete, int target)
{
    const QString folder = QFileInfo(m_base).path();
    if (const auto made = makePrivateFolder(folder); !made) {
        m_error = EACCES;
        return false;
    }
    const QByteArray path = encoded(m_target);
    {
        const OpenFile name(m_calls, encoded(m_base + ending("target")), O_CREAT | O_TRUNC | O_WRONLY | O_NOFOLLOW, 0600);
        if (!name.isOpen() || m_calls.write(name.number(), path.constData(), static_cast<std::size_t>(path.size()), 0) != path.size() || m_calls.sync(name.number()) != 0)
            return fail();
    }
    const QString after = m_base + ending("after");
    if (m_calls.rename(encoded(complete).constData(), encoded(after).constData()) != 0) { // on another file system
        const OpenFile from(m_calls, encoded(complete), O_RDONLY);
        if (!from.isOpen())
            return fail();
        if (!copyTo(from.number(), after))
            return false;
        m_calls.remove(encoded(complete).constData());
    }
    const QString part = m_base + ending("part"); // an existing copy must be complete
    if (!copyTo(target, part))
        return false;
    if (m_calls.rename(encoded(part).constData(), encoded(before()).constData()) != 0)
        return fail();
    m_error = syncFolder(m_calls, folder);
    return m_error == 0;
}

bool InPlaceWrite::fill(int target, const QString& from)
{
    const OpenFile source(m_calls, encoded(from), O_RDONLY);
    if (!source.isOpen())
        return fail();
    const off_t size = sizeOf(source.number());
    if (size > 0 && m_calls.allocate(target, size) != 0 && !isUnknownCall(errno)) // before anything is overwritten
        return fail();
    if (!copy(source.number(), target))
        return false;
    return (m_calls.truncate(target, size) == 0 && m_calls.sync(target) == 0) || fail();
}

void InPlaceWrite::forget(bool isKept)
{
    if (isKept) { // first, and synchronised: otherwise a later recovery would treat the write as unfinished
        m_calls.remove(encoded(before()).constData());
        syncFolder(m_calls, QFileInfo(m_base).path());
    }
    for (const char* const name : {"part", "after", "target"})
        m_calls.remove(encoded(m_base + ending(name)).constData());
}

InPlaceWrite::Outcome InPlaceWrite::write(const QString& complete)
{
    const OpenFile target(m_calls, encoded(m_target), O_RDWR | O_NOFOLLOW);
    if (!target.isOpen() || ::flock(target.number(), LOCK_EX | LOCK_NB) != 0) {
        fail();
        m_calls.remove(encoded(complete).constData());
        return Outcome::Unchanged;
    }
    if (!keep(complete, target.number())) {
        m_calls.remove(encoded(complete).constData());
        forget(QFile::exists(before()));
        return Outcome::Unchanged;
    }
    if (fill(target.number(), m_base + ending("after"))) {
        forget(true);
        return Outcome::Written;
    }
    const int why = m_error;
    const bool isBack = fill(target.number(), before());
    m_error = why;
    if (!isBack)
        return Outcome::Damaged;
    forget(true);
    return Outcome::Unchanged;
}

/// Whether each byte of the file is from the old content, from the new, or from a reserved block that was not written.
bool InPlaceWrite::isBetween(int target)
{
    const OpenFile old(m_calls, encoded(before()), O_RDONLY);
    const OpenFile next(m_calls, encoded(m_base + ending("after")), O_RDONLY);
    const off_t size = sizeOf(target);
    if (!old.isOpen() || !next.isOpen() || size > std::max(sizeOf(old.number()), sizeOf(next.number())))
        return false;
    std::array<char, kPiece> rooms[3];
    for (off_t at = 0; at < size; at += static_cast<off_t>(kPiece)) {
        const std::string_view is = pieceOf(target, at, rooms[0]);
        const std::string_view was = pieceOf(old.number(), at, rooms[1]);
        const std::string_view willBe = pieceOf(next.number(), at, rooms[2]);
        for (std::size_t i = 0; i < is.size(); ++i)
            if (is[i] != 0 && !(i < was.size() && is[i] == was[i]) && !(i < willBe.size() && is[i] == willBe[i]))
                return false;
    }
    return true;
}

std::vector<RecoveredWrite> InPlaceWrite::recover()
{
    if (!QFile::exists(before()))
        return {};
    RecoveredWrite found{m_target, RecoveredWrite::Outcome::Failed, before()};
    const OpenFile target(m_calls, encoded(m_target), O_RDWR | O_NOFOLLOW);
    if (!target.isOpen()) {
        found.reason = reasonOf(errno);
        return {found};
    }
    if (::flock(target.number(), LOCK_EX | LOCK_NB) != 0)
        return {}; // a write is in progress
    const auto holds = [&](const QString& path) {
        QFile is(m_target);
        QFile other(path);
        return is.open(QIODevice::ReadOnly) && other.open(QIODevice::ReadOnly) && is.size() == other.size() && is.readAll() == other.readAll();
    };
    if (holds(before()) || holds(m_base + ending("after"))) {
        found.outcome = RecoveredWrite::Outcome::Whole;
        forget(true);
    } else if (!isBetween(target.number())) {
        const QString kept = m_base + ending("old");
        found.outcome = RecoveredWrite::Outcome::Changed;
        if (m_calls.rename(encoded(before()).constData(), encoded(kept).constData()) == 0)
            found.copy = kept;
        forget(false);
    } else if (fill(target.number(), before())) {
        found.outcome = RecoveredWrite::Outcome::PutBack;
        forget(true);
    } else {
        found.reason = reasonOf(m_error);
    }
    if (found.outcome == RecoveredWrite::Outcome::PutBack || found.outcome == RecoveredWrite::Outcome::Whole)
        found.copy.clear();
    return {found};
}

std::vector<RecoveredWrite> InPlaceWrite::recoverAll(FileCalls& calls, const QString& folder)
{
    std::vector<RecoveredWrite> all;
    for (const QFileInfo& each : QDir(folder).entryInfoList({QStringLiteral("*.unfinished-*.before")}, QDir::Files | QDir::NoSymLinks | QDir::Hidden, QDir::Name))
        for (RecoveredWrite& write : InPlaceWrite(calls, each.filePath().chopped(ending("before").size())).recover())
            all.push_back(std::move(write));
    return all;
}

} // namespace gateway::files
