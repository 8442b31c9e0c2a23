#include "backup_keeper.h"

#include "gateway/host/backup/put_back.h"

#include <chrono>
#include <utility>

namespace gateway::host {

BackupKeeper::BackupKeeper(Places places, QObject& storageWork, ConfigEditing& editing, secrets::SecretStore& store, Secrets secrets)
    : m_places(std::move(places)), m_storageWork(storageWork), m_editing(editing), m_secrets(std::move(secrets)), m_writing(store)
{
}

/// `work` runs in the storage thread, `then` here with what it gives.
template <class Work, class Then> void BackupKeeper::ask(Work work, Then then)
{
    QMetaObject::invokeMethod(&m_storageWork, [this, work = std::move(work), then = std::move(then)]() mutable {
        QMetaObject::invokeMethod(this, [then = std::move(then), answer = work()]() mutable { then(std::move(answer)); }, Qt::QueuedConnection);
    }, Qt::QueuedConnection);
}

void BackupKeeper::write(const Order& order, Written done)
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
        for (const auto& [reference, secret] : m_secrets()) {
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

void BackupKeeper::open(const QString& file, std::optional<Secret> passphrase, Opened done)
{
    ask([file, passphrase = std::move(passphrase)] { return readBackup(file, passphrase); },
        [this, done = std::move(done)](Result<Backup> backup) { opened(std::move(backup), done); });
}

void BackupKeeper::opened(Result<Backup> backup, const Opened& done)
{
    if (!backup)
        return done(failure(backup.error()));
    m_open = std::make_shared<const Backup>(std::move(*backup));
    m_editing.readText([open = m_open, this, done](const config::FileText& text) {
        BackupContents contents;
        contents.madeAt = open->madeAt;
        contents.madeBy = open->madeBy;
        contents.hasConfiguration = open->config.has_value();
        if (open->config) {
            contents.changes = config::changedParts(text ? text->value_or("{}") : "{}", *open->config);
            contents.issues = m_editing.check(*open->config);
        }
        contents.versions = open->versions.size();
        for (const auto& [reference, secret] : open->secrets)
            contents.secrets.push_back(reference);
        for (const auto& [name, content] : open->files)
            contents.files.push_back(name);
        contents.hasUsage = open->hasUsage;
        done(std::move(contents));
    });
}

void BackupKeeper::putBack(Done done)
{
    if (!m_open)
        return done(failure(ErrorKind::InvalidRequest, "no backup is open"));
    m_writing.write(m_open->secrets, [this, done = std::move(done)](std::size_t, const Result<void>& result) mutable {
        if (!result)
            return done(result);
        Q_EMIT secretsStored();
        putBackFiles(std::move(done));
    });
}

void BackupKeeper::putBackFiles(Done done)
{
    ask([open = m_open, dataDir = m_places.dataDir] { return open ? host::putBackFiles(*open, dataDir) : Result<void>(); },
        [this, done = std::move(done)](const Result<void>& result) mutable {
            if (!result)
                return done(result);
            putBackConfiguration(std::move(done));
        });
}

void BackupKeeper::putBackConfiguration(Done done)
{
    m_editing.readText([this, done = std::move(done)](const config::FileText& text) {
        const auto open = std::exchange(m_open, nullptr);
        if (!open || !open->config || !text || *text == *open->config)
            return done(text ? Result<void>() : Result<void>(failure(text.error())));
        m_editing.replaceText(*open->config, *text, done);
    });
}

} // namespace gateway::host
