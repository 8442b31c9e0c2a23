#include "backup_service.h"

#include "gateway/config/history/config_history.h"
#include "gateway/core/files/file_system.h"
#include "gateway/host/backup/put_back.h"

#include <QFile>
#include <QUuid>

#include <chrono>
#include <utility>

namespace gateway::host {

BackupService::BackupService(Places places, QObject& storageWork, ConfigEditing& editing, secrets::SecretStore& store, Sources sources)
    : m_places(std::move(places)), m_storageWork(storageWork), m_editing(editing), m_sources(std::move(sources)),
      m_writing(store, [this](const std::string& reference) { return m_sources.secrets().contains(reference); })
{
}

BackupService::~BackupService() { forget(); }

void BackupService::forget()
{
    m_open.reset();
    if (!m_usage.isEmpty())
        QFile::remove(std::exchange(m_usage, QString()));
}

/// Runs `work` in the storage thread, then `then` in this thread with its result.
template <class Work, class Then> void BackupService::ask(Work work, Then then)
{
    QMetaObject::invokeMethod(&m_storageWork, [this, work = std::move(work), then = std::move(then)]() mutable {
        QMetaObject::invokeMethod(this, [then = std::move(then), answer = work()]() mutable { then(std::move(answer)); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void BackupService::write(const Order& order, Written done)
{
    BackupRequest request;
    request.file = order.file;
    request.configFile = m_places.configFile;
    request.dataDir = m_places.dataDir;
    request.withUsage = order.withUsage;
    request.passphrase = order.passphrase;
    request.now = std::chrono::system_clock::now();
    std::vector<std::string> unread;
    if (order.withSecrets) {
        request.secrets.emplace();
        for (const auto& [reference, secret] : m_sources.secrets()) {
            if (secret)
                request.secrets->emplace(reference, *secret);
            else
                unread.push_back(reference);
        }
    }
    ask([request = std::move(request)] { return writeBackup(request); },
        [unread = std::move(unread), done = std::move(done)](const Result<BackupSummary>& summary) {
            done(summary.map([&](const BackupSummary& made) { return Outcome{made, unread}; }));
        });
}

namespace {

void leaveOutKnown(std::vector<Backup::KeptVersion>& versions, const config::ConfigHistory& history)
{
    std::erase_if(versions, [&history](const Backup::KeptVersion& version) { return history.has(version.text, version.time); });
}

} // namespace

void BackupService::open(const QString& file, std::optional<Secret> passphrase, Opened done)
{
    forget();
    const QString usage = m_places.dataDir + QStringLiteral("/import-%1.sqlite").arg(QUuid::createUuid().toString(QUuid::Id128));
    ask([file, usage, passphrase = std::move(passphrase), dataDir = m_places.dataDir]() -> Result<Backup> {
            if (const auto made = files::makePrivateFolder(dataDir); !made)
                return failure(made.error());
            auto backup = readBackup(file, passphrase, usage);
            if (!backup || !backup->hasUsage)
                QFile::remove(usage);
            if (backup)
                leaveOutKnown(backup->versions, config::ConfigHistory(config::ConfigHistory::folderIn(dataDir)));
            return backup;
        },
        [this, usage, done = std::move(done)](Result<Backup> backup) {
            if (backup && backup->hasUsage)
                m_usage = usage;
            opened(std::move(backup), done);
        });
}

namespace {

/// The contents, except the changes to the configuration.
BackupContents contentsOf(const Backup& backup, const QString& dataDir)
{
    BackupContents contents;
    contents.madeAt = backup.madeAt;
    contents.madeBy = backup.madeBy;
    contents.hasConfiguration = backup.config.has_value();
    contents.versions = backup.versions.size();
    for (const auto& [reference, secret] : backup.secrets)
        contents.secrets.push_back(reference);
    for (const auto& [name, content] : restorableFiles(backup, dataDir))
        contents.files.push_back(name);
    contents.hasUsage = backup.hasUsage;
    return contents;
}

} // namespace

void BackupService::opened(Result<Backup> backup, const Opened& done)
{
    if (!backup)
        return done(failure(backup.error()));
    m_open = std::make_shared<const Backup>(std::move(*backup));
    if (!m_open->config)
        return done(contentsOf(*m_open, m_places.dataDir));
    m_editing.readRestorable(*m_open->config, [open = m_open, this, done](const Result<ConfigEditing::Restorable>& restorable) {
        m_editing.readText([open, restorable, this, done](const config::FileText& text) {
            BackupContents contents = contentsOf(*open, m_places.dataDir);
            contents.stillRevoked = restorable ? restorable->stillRevoked : 0;
            contents.changes = config::changedParts(text ? text->value_or("{}") : "{}", restorable ? restorable->text : *open->config);
            contents.issues = m_editing.check(*open->config);
            done(std::move(contents));
        });
    });
}

void BackupService::putBack(bool withUsage, Done done)
{
    if (!m_open)
        return done(failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "no backup is open")}));
    if (withUsage && !m_usage.isEmpty())
        return putBackUsage(std::move(done));
    putBackSecrets(std::move(done));
}

void BackupService::putBackUsage(Done done)
{
    const QString keptAs = keptUsageFile(m_places.dataDir, std::chrono::system_clock::now());
    m_sources.replaceUsage(m_usage, keptAs, [this, keptAs, done = std::move(done)](const Result<void>& result) mutable {
        if (!result)
            return done(result);
        Q_EMIT usageReplaced(keptAs);
        if (!m_open)
            return done(failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "no backup is open")}));
        putBackSecrets(std::move(done));
    });
}

void BackupService::putBackSecrets(Done done)
{
    m_writing.write(m_open->secrets, [this, done = std::move(done)](std::size_t, const Result<void>& result) mutable {
        if (!result)
            return done(result);
        Q_EMIT secretsStored();
        putBackFiles(std::move(done));
    });
}

void BackupService::putBackFiles(Done done)
{
    ask([open = m_open, dataDir = m_places.dataDir] { return open ? host::putBackFiles(*open, dataDir) : Result<void>(); },
        [this, done = std::move(done)](const Result<void>& result) mutable {
            if (!result)
                return done(result);
            putBackConfiguration(std::move(done));
        });
}

void BackupService::putBackConfiguration(Done done)
{
    m_editing.readText([this, done = std::move(done)](const config::FileText& text) {
        const auto open = m_open;
        forget();
        if (!open || !open->config || !text || *text == *open->config)
            return done(text ? Result<void>() : Result<void>(failure(text.error())));
        m_editing.restoreText(*open->config, done);
    });
}

} // namespace gateway::host
