#include "config_file.h"

#include "document.h"
#include "file_watch.h"
#include "gateway/core/text/system_reason.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/core/log.h"
#include "json_scan.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>

#include <filesystem>
#include <memory>
#include <utility>

namespace gateway::config {

namespace {

tl::unexpected<Error> unreadable(const QString& path, Sentence reason)
{
    return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "cannot read %1: %2"), {path.toStdString(), std::move(reason)}});
}

/// Converted to a system mode such as 0644.
int modeOf(QFileDevice::Permissions permissions)
{
    int mode = 0;
    for (const auto& [permission, bit] : {std::pair{QFileDevice::ReadOwner, 0400}, std::pair{QFileDevice::WriteOwner, 0200}, std::pair{QFileDevice::ReadGroup, 0040},
             std::pair{QFileDevice::WriteGroup, 0020}, std::pair{QFileDevice::ReadOther, 0004}, std::pair{QFileDevice::WriteOther, 0002}})
        mode |= permissions.testFlag(permission) ? bit : 0;
    return mode;
}

QString previousOf(const QString& path) { return path + QStringLiteral(".bak"); }

bool isConfiguration(const QString& path)
{
    const FileText text = readConfigFile(path);
    std::vector<Issue> issues;
    return text && *text && Document::parse(**text, issues);
}

// Passes a value to the thread of `context`. Only a signal connection detects safely whether an object of another
// thread still exists; therefore the destruction of the relay, with the last copy of this object, triggers the
// delivery.
template <class T> class Answer {
public:
    Answer(QObject* context, std::function<void(T)> done)
        : m_value(std::make_shared<std::optional<T>>())
        , m_relay(std::make_shared<QObject>())
    {
        const auto deliver = [value = m_value, done = std::move(done)] {
            if (*value)
                done(std::move(**value));
        };
        QObject::connect(m_relay.get(), &QObject::destroyed, context, deliver, Qt::QueuedConnection);
    }

    void set(T value) const { *m_value = std::move(value); }

private:
    std::shared_ptr<std::optional<T>> m_value;
    std::shared_ptr<QObject> m_relay;
};

} // namespace

QString behindLinks(const QString& path) { return files::linkTarget(path); }

std::optional<Issue> danglingLink(const QString& path)
{
    const QFileInfo file(path);
    if (!file.isSymLink() || file.exists())
        return std::nullopt;
    return Issue{Issue::Level::Warning, {},
        {QT_TRANSLATE_NOOP("Configuration", "the file is a link to %1, which does not exist, so there is no configuration; create that file, or change the link"), {behindLinks(path).toStdString()}}};
}

FileText readConfigFile(const QString& path)
{
    for (const files::RecoveredWrite& write : files::recoverWrite(path))
        if (const std::string words = toText(write); !words.empty())
            qCWarning(logConfig, "%s", words.c_str());
    std::error_code error;
    const auto status = std::filesystem::status(QFileInfo(path).filesystemAbsoluteFilePath(), error);
    if (status.type() == std::filesystem::file_type::not_found)
        return std::optional<std::string>();
    if (status.type() == std::filesystem::file_type::none)
        return unreadable(path, systemReason(error.message()));
    if (status.type() != std::filesystem::file_type::regular) // a pipe would block
        return unreadable(path, QT_TRANSLATE_NOOP("Error", "it is not a regular file"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return unreadable(path, systemReason(file.errorString().toStdString()));
    const QByteArray content = file.read(static_cast<qint64>(kMaxDocumentBytes) + 1);
    if (file.error() != QFileDevice::NoError)
        return unreadable(path, systemReason(file.errorString().toStdString()));
    if (content.size() > static_cast<qint64>(kMaxDocumentBytes))
        return unreadable(path, QT_TRANSLATE_NOOP("Error", "it is larger than 8 MiB"));
    return std::optional<std::string>(content.toStdString());
}

namespace {

/// Saves the previous content beside the file before it is replaced. Only a full disk is not an error: the file may
/// have needed the last space.
Result<void> keepPrevious(const QString& target, const std::string& text)
{
    files::WriteOptions options;
    options.mode = modeOf(QFileInfo(target).permissions()); // where the system has no owners
    options.like = target;
    files::FileWriter writer(previousOf(target), options);
    auto kept = writer.open();
    if (kept)
        kept = writer.write(text);
    if (kept)
        kept = writer.commit();
    if (kept || writer.isFull())
        return kept;
    qCWarning(logConfig, "The previous configuration could not be saved as a version: %s", kept.error().text().c_str());
    return {};
}

} // namespace

Result<void> writeConfigFile(const QString& path, const std::string& text, Previous previous, const QString& copyFolder)
{
    const QString target = behindLinks(path);
    files::WriteOptions options;
    options.copyFolder = copyFolder;
    options.makeFolder = true;
    files::FileWriter writer(target, options);
    auto prepared = writer.open();
    if (prepared)
        prepared = writer.write(text);
    if (prepared)
        prepared = writer.prepare();
    if (!prepared)
        return prepared;
    const FileText before = previous == Previous::Kept ? readConfigFile(target) : FileText(std::nullopt);
    if (before && *before && !files::isLostContent(**before) && **before != text) // otherwise a good copy would be lost
        if (auto kept = keepPrevious(target, **before); !kept)
            return kept;
    return writer.commit();
}

std::optional<QString> recoverConfigFile(const QString& path)
{
    const QFileInfo file(behindLinks(path));
    // The temporary names of `files::FileWriter`, and of QSaveFile (Qt 6.4): six letters of both cases. A word in lower
    // case or with a capital, such as ".backup", is a copy that somebody made.
    const QRegularExpression form(QRegularExpression::anchoredPattern(
        QRegularExpression::escape(file.fileName()) + QStringLiteral("\\.(?=[A-Za-z]+[A-Z])(?=[A-Z]*[a-z])[A-Za-z]{6}")));
    // Each write begins with that copy: older files were replaced by a later write.
    const QDateTime lastWrite = QFileInfo(previousOf(file.filePath())).lastModified();
    for (const QFileInfo& each : file.dir().entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDir::Time)) {
        if (!form.match(each.fileName()).hasMatch() || (lastWrite.isValid() && each.lastModified() < lastWrite))
            continue;
        if (isConfiguration(each.filePath()) && files::moveFile(each.filePath(), file.filePath())) // never replaces an existing file
            return each.fileName();
    }
    return std::nullopt;
}

ConfigFile::ConfigFile(const QString& path, const QString& copyFolder, QObject* parent)
    : QObject(parent)
    , m_path(path)
    , m_copyFolder(copyFolder)
{
}

void ConfigFile::read(QObject* context, ReadDone done)
{
    QMetaObject::invokeMethod(
        this,
        [this, answer = Answer<FileText>(context, std::move(done))] {
            m_known = readConfigFile(m_path);
            answer.set(*m_known);
        },
        Qt::QueuedConnection);
}

void ConfigFile::write(std::string text, QObject* context, WriteDone done)
{
    QMetaObject::invokeMethod(
        this,
        [this, text = std::move(text), answer = Answer<Result<void>>(context, std::move(done))] {
            answer.set(writeNow(text));
        },
        Qt::QueuedConnection);
}

void ConfigFile::watch(std::optional<FileText> known)
{
    QMetaObject::invokeMethod(
        this,
        [this, known = std::move(known)] {
            if (known)
                m_known = known;
            startWatching();
        },
        Qt::QueuedConnection);
}

Result<void> ConfigFile::writeNow(const std::string& text)
{
    if (m_known) {
        const FileText now = readConfigFile(m_path);
        if (now != *m_known) {
            if (m_watch)
                m_watch->hasten();
            auto refused = failure(ErrorKind::Io,
                {QT_TRANSLATE_NOOP("Error", "cannot write %1: %2"),
                    {m_path.toStdString(), QT_TRANSLATE_NOOP("Error", "another program changed it; review the change and try again")}});
            refused.value().param = kChangedMeanwhile;
            return refused;
        }
    }
    auto written = writeConfigFile(m_path, text, Previous::Kept, m_copyFolder);
    if (written)
        m_known = FileText(std::optional<std::string>(text));
    if (m_watch)
        m_watch->renew(); // the file is new or was replaced
    return written;
}

void ConfigFile::startWatching()
{
    if (m_watch)
        return;
    m_watch = new FileWatch(this);
    connect(m_watch, &FileWatch::touched, this, &ConfigFile::look);
    m_watch->setFiles({m_path});
    look(); // detects changes between the first read and now
}

void ConfigFile::look()
{
    const WallTime readAt = std::chrono::system_clock::now();
    FileText text = readConfigFile(m_path);
    const bool news = m_known && text != *m_known;
    m_known = text;
    if (news)
        Q_EMIT changed(text, readAt);
}

} // namespace gateway::config
