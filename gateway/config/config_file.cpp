#include "config_file.h"

#include "document.h"
#include "file_watch.h"
#include "gateway/core/log.h"
#include "json_scan.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QSaveFile>

#include <filesystem>
#include <memory>
#include <utility>

namespace gateway::config {

namespace {

constexpr int kMaxLinks = 40; // as Linux has it
constexpr auto kOwnerOnly = QFileDevice::ReadOwner | QFileDevice::WriteOwner;

tl::unexpected<Error> ioFailure(const char* action, const QString& path, const QString& reason)
{
    return failure(
        ErrorKind::Io, "cannot " + std::string(action) + ' ' + path.toStdString() + ": " + reason.toStdString());
}

/// Why, without the path where Qt's sentence has it too.
QString reasonOf(const QSaveFile& file)
{
    const QString reason = file.errorString();
    return reason.contains(file.fileName()) ? QStringLiteral("the file is read only; make it writable for your account") : reason;
}

Result<void> makeFolder(const QString& folder)
{
    if (QFileInfo(folder).isDir())
        return {};
    const QFileInfo info(folder);
    if (!QDir().mkpath(info.absolutePath()))
        return ioFailure("make", info.absolutePath(), QStringLiteral("the folder cannot be made"));
    if (!QDir().mkdir(folder, kOwnerOnly | QFileDevice::ExeOwner) && !QFileInfo(folder).isDir())
        return ioFailure("make", folder, QStringLiteral("the folder cannot be made"));
    return {};
}

Result<void> replaceFile(const QString& path, const std::string& text, QFileDevice::Permissions mode)
{
    QSaveFile file(path);
    if (!file.open(QIODevice::WriteOnly))
        return ioFailure("write", path, reasonOf(file));
    // Before anything is in it.
    if (!file.setPermissions(mode))
        return ioFailure("write", path, reasonOf(file));
    file.write(text.data(), static_cast<qint64>(text.size()));
    if (!file.commit()) // syncs to the disk first
        return ioFailure("write", path, reasonOf(file));
    return {};
}

QString previousOf(const QString& path) { return path + QStringLiteral(".bak"); }

bool isConfiguration(const QString& path)
{
    const FileText text = readConfigFile(path);
    std::vector<Issue> issues;
    return text && *text && Document::parse(**text, issues);
}

// Brings a value to the thread of `context`. Only a connection knows safely
// whether an object of another thread is still there, so the end of the relay,
// which comes with the last copy of this, is what carries the news.
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

QString behindLinks(const QString& path)
{
    QFileInfo file(path);
    for (int i = 0; i < kMaxLinks && file.isSymLink(); ++i)
        file.setFile(file.symLinkTarget());
    return file.absoluteFilePath();
}

FileText readConfigFile(const QString& path)
{
    std::error_code error;
    const auto status = std::filesystem::status(QFileInfo(path).filesystemAbsoluteFilePath(), error);
    if (status.type() == std::filesystem::file_type::not_found)
        return std::optional<std::string>();
    if (status.type() == std::filesystem::file_type::none)
        return ioFailure("read", path, QString::fromStdString(error.message()));
    if (status.type() != std::filesystem::file_type::regular) // a pipe would block
        return ioFailure("read", path, QStringLiteral("it is not a regular file"));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return ioFailure("read", path, file.errorString());
    const QByteArray content = file.read(static_cast<qint64>(kMaxDocumentBytes) + 1);
    if (file.error() != QFileDevice::NoError)
        return ioFailure("read", path, file.errorString());
    if (content.size() > static_cast<qint64>(kMaxDocumentBytes))
        return ioFailure("read", path, QStringLiteral("it is larger than 8 MiB"));
    return std::optional<std::string>(content.toStdString());
}

Result<void> writeConfigFile(const QString& path, const std::string& text, Previous previous)
{
    const QString target = behindLinks(path);
    const QFileInfo info(target);
    if (auto made = makeFolder(info.absolutePath()); !made)
        return made;
    if (info.exists() && !info.isFile())
        return ioFailure("write", target, QStringLiteral("it is not a regular file"));
    const auto mode = info.exists() ? info.permissions() : QFileDevice::Permissions(kOwnerOnly);
    const FileText before = previous == Previous::Kept ? readConfigFile(target) : FileText(std::nullopt);
    if (before && *before && **before != text)
        if (const auto kept = replaceFile(previousOf(target), **before, mode); !kept)
            qCWarning(logConfig, "The previous configuration is not kept: %s", kept.error().message.c_str());
    return replaceFile(target, text, mode);
}

std::optional<QString> recoverConfigFile(const QString& path)
{
    const QFileInfo file(behindLinks(path));
    // Source: QSaveFile and QTemporaryFile of Qt 6.4: six letters of both cases. A word in small letters or with a capital, such as
    // ".backup", is a copy that somebody made.
    const QRegularExpression form(QRegularExpression::anchoredPattern(
        QRegularExpression::escape(file.fileName()) + QStringLiteral("\\.(?=[A-Za-z]+[A-Z])(?=[A-Z]*[a-z])[A-Za-z]{6}")));
    // Each write begins with that copy: what is older than the last one was written over already.
    const QDateTime lastWrite = QFileInfo(previousOf(file.filePath())).lastModified();
    for (const QFileInfo& each : file.dir().entryInfoList(QDir::Files | QDir::Hidden | QDir::NoSymLinks, QDir::Time)) {
        if (!form.match(each.fileName()).hasMatch() || (lastWrite.isValid() && each.lastModified() < lastWrite))
            continue;
        if (isConfiguration(each.filePath()) && QFile::rename(each.filePath(), file.filePath())) // never over a file that is there
            return each.fileName();
    }
    return std::nullopt;
}

ConfigFile::ConfigFile(const QString& path, QObject* parent)
    : QObject(parent)
    , m_path(path)
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
            auto refused = ioFailure(
                "write", m_path, QStringLiteral("another program has changed it; look at the change and try again"));
            refused.value().param = kChangedMeanwhile;
            return refused;
        }
    }
    auto written = writeConfigFile(m_path, text);
    if (written)
        m_known = FileText(std::optional<std::string>(text));
    if (m_watch)
        m_watch->renew(); // a new file, or the replaced one
    return written;
}

void ConfigFile::startWatching()
{
    if (m_watch)
        return;
    m_watch = new FileWatch(this);
    connect(m_watch, &FileWatch::touched, this, &ConfigFile::look);
    m_watch->setFiles({m_path});
    look(); // what changed between the first read and now
}

void ConfigFile::look()
{
    FileText text = readConfigFile(m_path);
    const bool news = m_known && text != *m_known;
    m_known = text;
    if (news)
        Q_EMIT changed(text);
}

} // namespace gateway::config
