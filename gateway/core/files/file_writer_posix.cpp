#include "file_writer.h"

#include "file_calls_posix.h"
#include "file_system.h"
#include "in_place_write_posix.h"
#include "write_error.h"

#include "gateway/core/text/system_reason.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRandomGenerator>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <utility>

namespace gateway::files {

namespace {

constexpr int kTries = 100;
constexpr qsizetype kNameLetters = 6;
constexpr qsizetype kLongestName = 255 - kNameLetters - 1; // bytes
constexpr const char* kReadOnly = QT_TRANSLATE_NOOP("Error", "the file is read-only; make it writable for your account");
/// Why the system reports EPERM although the permissions allow the operation.
constexpr const char* kMarked = QT_TRANSLATE_NOOP("Error", "Operation not permitted: the file or its folder may be marked as immutable or append-only; remove the "
        "attribute, on Linux as root with chattr -i -a");

/// Six letters of both cases, by which `config::recoverConfigFile` recognises it.
QString temporaryName(const QString& target)
{
    QString letters;
    for (qsizetype i = 0; i < kNameLetters; ++i) {
        const bool isSmall = i != 1 && (i == 0 || QRandomGenerator::global()->bounded(2) == 0);
        letters += QChar(ushort((isSmall ? 'a' : 'A') + QRandomGenerator::global()->bounded(26)));
    }
    return QFile::decodeName(QFile::encodeName(target).left(kLongestName)) + QLatin1Char('.') + letters;
}

/// Whether the file cannot be replaced by renaming, although it may be writable.
bool keepsOtherFilesOut(int error) { return error == EACCES || error == EPERM || error == EROFS || error == EBUSY || error == EXDEV; }

} // namespace

class FileWriter::Private {
public:
    Private(const QString& path, const WriteOptions& options, FileCalls& calls) : m_path(path), m_options(options), m_calls(calls) {}
    ~Private() { drop(); }

    Result<void> open();
    Result<void> write(std::string_view bytes);
    Result<void> prepare();
    Result<void> commit();
    int error() const { return m_error; }

private:
    Result<void> openTemporary();
    bool makeTemporary(const QString& folder);
    bool takeIdentity();
    bool takeLikeness();
    mode_t modeOfOld() const;
    bool takeAttributes(const QString& from);
    Result<void> commitInPlace();
    QString copyFolder() const;
    Result<void> failed(int error);
    Result<void> refused(const Sentence& reason, const Sentence& state);
    Sentence state() const { return Sentence::of(m_old ? QT_TRANSLATE_NOOP("Error", "%1; the file is unchanged") : QT_TRANSLATE_NOOP("Error", "%1; no file was created")); }
    void close();
    void drop();

    const QString m_path;
    const WriteOptions m_options;
    FileCalls& m_calls;
    QString m_target;
    std::optional<struct stat> m_old;
    std::optional<struct stat> m_like; ///< of the file that this one is to be like
    QString m_temporary; ///< empty: none
    int m_file = -1;
    off_t m_size = 0;
    bool m_inPlace = false;
    bool m_isDevice = false;
    bool m_isPrepared = false;
    int m_error = 0;
    std::optional<Error> m_failure; ///< the first
};

Result<void> FileWriter::Private::refused(const Sentence& reason, const Sentence& state)
{
    drop();
    Sentence why = reason;
    if (!state.isEmpty()) {
        why = state;
        why.values.insert(why.values.begin(), reason);
    }
    m_failure = writeError(m_target, std::move(why));
    return failure(*m_failure);
}

Result<void> FileWriter::Private::failed(int error)
{
    m_error = error;
    return refused(error == EPERM ? Sentence::of(kMarked) : systemReason(reasonOf(error)), m_isDevice ? Sentence() : state());
}

void FileWriter::Private::close()
{
    if (m_file >= 0)
        m_calls.close(std::exchange(m_file, -1));
}

void FileWriter::Private::drop()
{
    close();
    if (!m_temporary.isEmpty())
        m_calls.remove(QFile::encodeName(std::exchange(m_temporary, QString())).constData());
}

QString FileWriter::Private::copyFolder() const { return m_options.copyFolder.isEmpty() ? QFileInfo(m_target).path() : m_options.copyFolder; }

Result<void> FileWriter::Private::open()
{
    m_target = linkTarget(m_path);
    const QByteArray name = QFile::encodeName(m_target);
    struct stat found {};
    if (::stat(name.constData(), &found) == 0)
        m_old = found;
    else if (errno != ENOENT && errno != ENOTDIR)
        return failed(errno);
    if (struct stat like {}; !m_options.like.isEmpty() && ::stat(QFile::encodeName(m_options.like).constData(), &like) == 0)
        m_like = like;
    if (m_old && !S_ISREG(m_old->st_mode)) {
        m_isDevice = m_options.mayBeDevice && !S_ISDIR(m_old->st_mode);
        if (!m_isDevice)
            return refused(S_ISDIR(m_old->st_mode) ? systemReason(reasonOf(EISDIR)) : Sentence(QT_TRANSLATE_NOOP("Error", "it is not a regular file")), {});
        m_file = m_calls.open(name.constData(), O_WRONLY, 0);
        return m_file >= 0 ? Result<void>() : failed(errno);
    }
    if (m_old && ::faccessat(AT_FDCWD, name.constData(), W_OK, AT_EACCESS) != 0) {
        m_error = errno;
        return m_error == EACCES ? refused(Sentence::of(kReadOnly), state()) : failed(m_error);
    }
    if (m_old)
        static_cast<void>(recoverWrite(m_target, m_options.copyFolder));
    if (m_options.makeFolder)
        if (const auto made = makePrivateFolder(QFileInfo(m_target).path()); !made)
            return refused(made.error().text(), state());
    m_inPlace = m_old && m_old->st_nlink > 1;
    return openTemporary();
}

Result<void> FileWriter::Private::openTemporary()
{
    const QString beside = QFileInfo(m_target).path();
    if (!m_inPlace || copyFolder() == beside) {
        if (makeTemporary(beside))
            return {};
        if (!m_old || !keepsOtherFilesOut(m_error) || copyFolder() == beside)
            return failed(m_error);
        m_inPlace = true;
    }
    if (const auto made = makePrivateFolder(copyFolder()); !made)
        return refused(made.error().text(), state());
    return makeTemporary(copyFolder()) ? Result<void>() : failed(m_error);
}

bool FileWriter::Private::makeTemporary(const QString& folder)
{
    for (int i = 0; i < kTries; ++i) {
        const QString path = temporaryName(folder + QLatin1Char('/') + QFileInfo(m_target).fileName());
        m_file = m_calls.open(QFile::encodeName(path).constData(), O_CREAT | O_EXCL | O_WRONLY | O_NOFOLLOW, 0600);
        if (m_file >= 0) {
            m_temporary = path;
            return true;
        }
        m_error = errno;
        if (m_error != EEXIST)
            return false;
    }
    return false;
}

Result<void> FileWriter::Private::write(std::string_view bytes)
{
    if (m_failure)
        return failure(*m_failure);
    while (!bytes.empty()) {
        const ssize_t count = m_isDevice ? ::write(m_file, bytes.data(), bytes.size()) : m_calls.write(m_file, bytes.data(), bytes.size(), m_size);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return failed(errno);
        m_size += count;
        bytes.remove_prefix(static_cast<std::size_t>(count));
    }
    return {};
}

mode_t FileWriter::Private::modeOfOld() const { return m_old->st_mode & (m_options.isPrivate ? 07700 : 07777); }

/// Gives the new file the identity of the old one. The mode is set last: a change of the owner clears bits of it, and
/// it limits an access control list.
bool FileWriter::Private::takeIdentity()
{
    struct stat made {};
    if (::fstat(m_file, &made) != 0)
        return false;
    if ((made.st_uid != m_old->st_uid || made.st_gid != m_old->st_gid) && m_calls.chown(m_file, m_old->st_uid, m_old->st_gid) != 0)
        return false;
    return takeAttributes(m_target) && m_calls.chmod(m_file, modeOfOld()) == 0;
}

/// If the group cannot be the same, it and all others get only the permissions that both had.
bool FileWriter::Private::takeLikeness()
{
    struct stat made {};
    if (::fstat(m_file, &made) != 0)
        return false;
    const auto none = static_cast<uid_t>(-1);
    if (made.st_uid != m_like->st_uid)
        static_cast<void>(m_calls.chown(m_file, m_like->st_uid, none));
    const bool isGroups = made.st_gid == m_like->st_gid || m_calls.chown(m_file, none, m_like->st_gid) == 0;
    const bool isWhole = takeAttributes(m_options.like) && isGroups;
    const mode_t wanted = m_like->st_mode & 0777;
    const mode_t everybodys = wanted & wanted >> 3 & 07;
    return m_calls.chmod(m_file, isWhole ? wanted : (wanted & 0700) | everybodys << 3 | everybodys) == 0;
}

bool FileWriter::Private::takeAttributes(const QString& from)
{
    const OpenFile old(m_calls, QFile::encodeName(from), O_RDONLY);
    if (!old.isOpen())
        return false;
    const auto wanted = attributesOf(old.number());
    const auto made = attributesOf(m_file);
    for (const FileAttribute& each : wanted)
        if (std::find(made.begin(), made.end(), each) == made.end() && m_calls.setAttribute(m_file, each.name.c_str(), each.value) != 0)
            return false;
    for (const FileAttribute& each : made) // such as the access control list that the folder sets for new files
        if (std::none_of(wanted.begin(), wanted.end(), [&](const FileAttribute& other) { return other.name == each.name; }) && m_calls.removeAttribute(m_file, each.name.c_str()) != 0)
            return false;
    return true;
}

Result<void> FileWriter::Private::prepare()
{
    if (m_failure)
        return failure(*m_failure);
    if (std::exchange(m_isPrepared, true))
        return {};
    if (m_isDevice) {
        const int closed = m_calls.close(std::exchange(m_file, -1));
        return closed == 0 ? Result<void>() : failed(errno);
    }
    if (m_like && !m_inPlace) {
        if (!takeLikeness())
            return failed(errno);
    } else if (m_old && !m_inPlace)
        m_inPlace = !takeIdentity();
    else if (!m_old && m_options.mode != 0600 && m_calls.chmod(m_file, static_cast<mode_t>(m_options.mode)) != 0)
        return failed(errno);
    if (m_calls.sync(m_file) != 0)
        return failed(errno);
    if (m_calls.close(std::exchange(m_file, -1)) != 0)
        return failed(errno);
    return {};
}

Result<void> FileWriter::Private::commit()
{
    if (auto prepared = prepare(); !prepared || m_isDevice)
        return prepared;
    if (!m_inPlace) {
        if (m_calls.rename(QFile::encodeName(m_temporary).constData(), QFile::encodeName(m_target).constData()) != 0) {
            if (!m_old || !keepsOtherFilesOut(errno))
                return failed(errno);
            m_inPlace = true;
        }
    }
    if (m_inPlace)
        return commitInPlace();
    m_temporary.clear();
    m_error = syncFolder(m_calls, QFileInfo(m_target).path());
    return m_error == 0 ? Result<void>() : refused(systemReason(reasonOf(m_error)), QT_TRANSLATE_NOOP("Error", "%1; the new content was written, but may be lost "
        "after a power failure"));
}

Result<void> FileWriter::Private::commitInPlace()
{
    if (m_options.isPrivate && (m_old->st_mode & 077) != 0) {
        const OpenFile target(m_calls, QFile::encodeName(m_target), O_WRONLY);
        if (!target.isOpen() || m_calls.chmod(target.number(), modeOfOld()) != 0)
            return failed(errno);
    }
    InPlaceWrite write(m_calls, m_target, copyFolder());
    const auto outcome = write.write(std::exchange(m_temporary, QString()));
    m_error = write.error();
    switch (outcome) {
    case InPlaceWrite::Outcome::Written: return {};
    case InPlaceWrite::Outcome::Unchanged: break;
    case InPlaceWrite::Outcome::Damaged:
        return refused(systemReason(reasonOf(m_error)), {QT_TRANSLATE_NOOP("Error", "%1; the file is damaged; its previous content is in %2 and will be restored at "
        "the next start"), {write.before().toStdString()}});
    }
    if (m_error == EWOULDBLOCK)
        return refused(QT_TRANSLATE_NOOP("Error", "another program is writing to it; try again"), state());
    return failed(m_error);
}

FileWriter::FileWriter(const QString& path, const WriteOptions& options) : FileWriter(path, options, systemCalls()) {}
FileWriter::FileWriter(const QString& path, const WriteOptions& options, FileCalls& calls) : d(std::make_unique<Private>(path, options, calls)) {}
FileWriter::~FileWriter() = default;

Result<void> FileWriter::open() { return d->open(); }
Result<void> FileWriter::write(std::string_view bytes) { return d->write(bytes); }
Result<void> FileWriter::prepare() { return d->prepare(); }
Result<void> FileWriter::commit() { return d->commit(); }
bool FileWriter::isFull() const { return d->error() == ENOSPC || d->error() == EDQUOT; }

std::vector<RecoveredWrite> recoverWrite(const QString& path, const QString& copyFolder)
{
    const QString target = linkTarget(path);
    auto found = InPlaceWrite(systemCalls(), target, QFileInfo(target).path()).recover();
    if (copyFolder.isEmpty())
        return found;
    for (RecoveredWrite& write : InPlaceWrite(systemCalls(), target, copyFolder).recover())
        found.push_back(std::move(write));
    return found;
}

std::vector<RecoveredWrite> recoverWrites(const QString& copyFolder) { return InPlaceWrite::recoverAll(systemCalls(), copyFolder); }

} // namespace gateway::files
