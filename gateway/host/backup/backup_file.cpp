#include "backup_file.h"

#include "lost_files.h"
#include "tar_stream.h"

#include "gateway/config/config_file.h"
#include "gateway/config/settings/timestamp.h"
#include "gateway/core/files/empty_file.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/core/json/json.h"
#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/system_reason.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/restored_ledger.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QCryptographicHash>
#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QFileInfo>
#include <QThread>
#include <QUuid>

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::host {

using config::ConfigHistory;

namespace {

constexpr int kFormat = 1;
constexpr const char* kManifest = "manifest.json";
constexpr const char* kConfig = "config.json";
constexpr const char* kSecrets = "secrets.json";
constexpr const char* kUsage = "ledger.sqlite";
constexpr const char* kSums = "SHA256SUMS"; // last entry of the backup
constexpr std::string_view kHistory = "history/";
constexpr const char* kClients = "clients.json"; // which clients were set up; names and hashes, no key
constexpr std::array kFolders{"backups", "tls"};
constexpr std::size_t kTimestamp = 24; // characters
constexpr std::uint64_t kLargestFile = std::uint64_t{16} * 1024 * 1024;
constexpr std::uint64_t kMostInMemory = std::uint64_t{256} * 1024 * 1024;
constexpr Milliseconds kBusy{5000};
constexpr qint64 kLongestCopy_ms = 10 * 60 * 1000; // for copying the rows of a ledger

tl::unexpected<Error> io(Sentence what) { return failure(ErrorKind::Io, std::move(what)); }

tl::unexpected<Error> unreadable(const QFile& file)
{
    return io({QT_TRANSLATE_NOOP("Error", "cannot read %1: %2"), {file.fileName().toStdString(), systemReason(file.errorString().toStdString())}});
}

/// Validates a version's text: it is shown to the user, and may come from somebody else.
std::string versionText(std::string text)
{
    constexpr std::size_t kLongestVersion = 40;
    constexpr std::string_view kMarks = ".+~-_";
    text.resize(std::min(text.size(), kLongestVersion));
    for (char& c : text)
        if (!((c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || kMarks.find(c) != std::string_view::npos))
            c = '?';
    return text;
}

/// Copies the ledger as of one moment, without prompts and answers.
Result<void> copyUsage(const QString& ledger, const QString& copy)
{
    usage::SqliteConnection from;
    if (auto opened = from.open(ledger.toStdString(), kBusy, usage::SqliteConnection::Access::Read); !opened)
        return opened;
    const std::string path = copy.toStdString();
    auto into = from.prepare("VACUUM INTO ?");
    if (!into)
        return failure(into.error());
    into->bind(path);
    if (auto copied = into->run(); !copied)
        return copied;
    usage::SqliteConnection made;
    if (auto opened = made.open(path, kBusy); !opened)
        return opened;
    if (auto emptied = made.run("DELETE FROM contents"); !emptied)
        return emptied;
    return made.run("VACUUM"); // so that no page of the copy still contains them
}

class Writing {
public:
    Writing(const BackupRequest& request, ByteSink sink)
        : m_request(request), m_tar(std::move(sink), std::chrono::duration_cast<std::chrono::seconds>(request.now.time_since_epoch()).count())
    {
    }

    Result<BackupSummary> run()
    {
        for (const auto step : {&Writing::manifest, &Writing::configuration, &Writing::history, &Writing::folders, &Writing::secrets, &Writing::usage})
            if (const auto written = (this->*step)(); !written)
                return failure(written.error());
        if (const auto added = m_tar.add(kSums, std::string(m_tar.sums())); !added)
            return failure(added.error());
        if (const auto finished = m_tar.finish(); !finished)
            return failure(finished.error());
        m_summary.isSealed = m_request.passphrase.has_value();
        return m_summary;
    }

private:
    Result<void> manifest()
    {
        Json manifest;
        manifest["signalbox_backup"] = kFormat;
        manifest["made_at"] = config::toTimestamp(m_request.now);
        manifest["made_by"] = SIGNALBOX_VERSION;
        manifest["with_secrets"] = m_request.secrets.has_value();
        manifest["with_usage"] = m_request.withUsage;
        return m_tar.add(kManifest, toPrettyText(manifest));
    }

    Result<void> configuration()
    {
        const auto text = config::readConfigFile(m_request.configFile);
        if (!text)
            return failure(text.error());
        return *text ? m_tar.add(kConfig, **text) : Result<void>();
    }

    Result<void> history()
    {
        const ConfigHistory history(ConfigHistory::folderIn(m_request.dataDir));
        auto versions = history.list();
        if (!versions)
            return failure(versions.error());
        std::reverse(versions->begin(), versions->end());
        for (const config::Version& version : *versions) {
            const auto text = history.read(version.number);
            if (!text)
                continue; // deleted meanwhile by the limits
            const std::string name = std::string(kHistory) + config::toTimestamp(version.time) + '-' + std::string(toText(version.author)) + ".json";
            if (auto added = m_tar.add(name, *text); !added)
                return added;
            ++m_summary.versions;
        }
        return {};
    }

    Result<void> folders()
    {
        const QDir root(m_request.dataDir);
        if (m_request.passphrase && root.exists(QLatin1String(kClients))) // without a passphrase it could not be trusted
            if (auto added = addFile(QLatin1String(kClients), root.filePath(QLatin1String(kClients))); !added)
                return added;
        if (!m_request.secrets)
            return {};
        for (const char* folder : kFolders) {
            QStringList found;
            for (QDirIterator files(root.filePath(QLatin1String(folder)), QDir::Files | QDir::NoSymLinks, QDirIterator::Subdirectories); files.hasNext();)
                found << files.next();
            found.sort();
            for (const QString& path : found)
                if (auto added = addFile(root.relativeFilePath(path), path); !added)
                    return added;
        }
        return {};
    }

    Result<void> addFile(const QString& name, const QString& path)
    {
        QFile file(path);
        if (!file.open(QIODevice::ReadOnly))
            return unreadable(file);
        if (file.size() > static_cast<qint64>(kLargestFile))
            return {}; // not our file
        ++m_summary.files;
        return m_tar.add(name.toStdString(), file);
    }

    Result<void> secrets()
    {
        if (!m_request.secrets || m_request.secrets->empty())
            return {};
        Json all = Json::object();
        for (const auto& [reference, secret] : *m_request.secrets)
            all[reference] = secret.reveal();
        m_summary.secrets = m_request.secrets->size();
        const Secret text(toText(all));
        return m_tar.add(kSecrets, text.reveal());
    }

    Result<void> usage()
    {
        const QString ledger = usage::Ledger::fileIn(m_request.dataDir);
        if (!m_request.withUsage || !QFileInfo::exists(ledger))
            return {};
        // In a folder with room for another copy.
        const files::TemporaryFile copy(m_request.dataDir + QStringLiteral("/backup-%1.sqlite").arg(QUuid::createUuid().toString(QUuid::Id128)));
        if (const auto made = files::makeEmptyFile(copy.path()); !made)
            return io({QT_TRANSLATE_NOOP("Error", "cannot copy the ledger: %1"), {made.error().message}});
        if (const auto copied = copyUsage(ledger, copy.path()); !copied)
            return failure(ErrorKind::Io, {QT_TRANSLATE_NOOP("Error", "the ledger cannot be read: %1"), {copied.error().message}});
        m_summary.withUsage = true;
        return addUsage(copy.path());
    }

    Result<void> addUsage(const QString& path)
    {
        QFile file(path);
        return file.open(QIODevice::ReadOnly) ? m_tar.add(kUsage, file) : Result<void>(unreadable(file));
    }

    const BackupRequest& m_request;
    TarWriter m_tar;
    BackupSummary m_summary;
};

class Reading {
public:
    Reading(const QString& usageInto, bool isSealed)
        : m_usageInto(usageInto), m_withUsage(!usageInto.isEmpty()), m_read(m_withUsage ? usageInto + QStringLiteral(".read") : QString()), m_usage(m_read.path())
    {
        m_backup.isSealed = isSealed;
    }

    TarHandler handler()
    {
        return {[this](const std::string& name, std::uint64_t size) { return begin(name, size); },
            [this](std::string_view piece) { return take(piece); }, [this] { return end(); }};
    }

    Result<Backup> finish()
    {
        if (!m_hasManifest)
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the file is not a Signalbox backup")});
        if (!m_isProven)
            return io({QT_TRANSLATE_NOOP("Error", "the backup is damaged: its content does not match its checksums; use another copy")});
        QElapsedTimer timer;
        timer.start();
        const auto isOver = [&timer] { return timer.hasExpired(kLongestCopy_ms) || QThread::currentThread()->isInterruptionRequested(); };
        if (m_withUsage && m_backup.hasUsage)
            if (const auto taken = usage::restoreLedger(m_read.path(), m_usageInto, isOver); !taken)
                return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the ledger in the backup cannot be restored: %1. Leave --with-usage out to restore the rest"), {taken.error().message}});
        return std::move(m_backup);
    }

private:
    Result<void> begin(const std::string& name, std::uint64_t size)
    {
        m_name = name;
        m_text.clear();
        m_hash.reset();
        m_isLedger = name == kUsage;
        if (!m_hasManifest && name != kManifest)
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the file is not a Signalbox backup")});
        if (const char* const wrong = faultOf(name))
            return failure(ErrorKind::InvalidRequest, Sentence::of(wrong, {name}));
        if (m_isLedger) {
            m_backup.hasUsage = true;
            if (!m_withUsage)
                return {};
            return m_usage.open();
        }
        m_inMemory += size;
        if (size > kLargestFile || m_inMemory > kMostInMemory)
            return io({QT_TRANSLATE_NOOP("Error", "the backup is larger than any that Signalbox creates and cannot be trusted")});
        return {};
    }

    /// The error for an unexpected entry `%1`; null: the entry is allowed.
    const char* faultOf(const std::string& name) const
    {
        const bool isSecret = name == kSecrets || std::ranges::any_of(kFolders, [&](const char* folder) { return name.starts_with(std::string(folder) + '/'); });
        if (m_hasSums)
            return QT_TRANSLATE_NOOP("Error", "the backup contains %1 after its checksums, so Signalbox did not create it; nothing was restored");
        if (isSecret && !m_backup.isSealed)
            return QT_TRANSLATE_NOOP("Error", "the backup contains %1, which Signalbox writes only with a passphrase, but has none, so Signalbox did not create it; "
        "nothing was restored");
        if (isSecret && !m_isWithSecrets)
            return QT_TRANSLATE_NOOP("Error", "the backup contains %1 although it declares no secrets, so Signalbox did not create it; nothing was restored");
        if (name == kUsage && !m_isWithUsage)
            return QT_TRANSLATE_NOOP("Error", "the backup contains %1 although it declares no ledger, so Signalbox did not create it; nothing was restored");
        return nullptr;
    }

    Result<void> take(std::string_view piece)
    {
        m_hash.addData(QByteArrayView(piece.data(), static_cast<qsizetype>(piece.size())));
        if (!m_isLedger) {
            m_text.append(piece);
            return {};
        }
        return m_withUsage ? m_usage.write(piece) : Result<void>();
    }

    Result<void> end()
    {
        if (m_name == kSums) {
            m_isProven = m_text == m_sums;
            m_hasSums = true;
            return {};
        }
        m_sums += sumLine(m_hash, m_name);
        if (m_isLedger)
            return m_withUsage ? m_usage.commit() : Result<void>();
        if (m_name == kManifest)
            return readManifest();
        if (m_name == kConfig)
            m_backup.config = std::move(m_text);
        else if (m_name == kSecrets)
            return readSecrets();
        else if (m_name.starts_with(kHistory))
            readVersion();
        else if (isBackedUpFile(m_name) && m_backup.isSealed)
            m_backup.files[m_name] = std::move(m_text);
        return {}; // unknown entries are skipped
    }

    Result<void> readManifest()
    {
        const auto manifest = parseJson(m_text);
        if (!manifest || !manifest->is_object() || !manifest->contains("signalbox_backup") || !(*manifest)["signalbox_backup"].is_number_integer())
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the file is not a Signalbox backup")});
        m_backup.madeBy = versionText(json::textOf(*manifest, "made_by"));
        if ((*manifest)["signalbox_backup"].get<int>() > kFormat)
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the backup was created by a newer version of Signalbox (%1): update Signalbox to "
        "read it"), {m_backup.madeBy}});
        if (manifest->contains("made_at") && (*manifest)["made_at"].is_string())
            m_backup.madeAt = config::parseTimestamp((*manifest)["made_at"].get<std::string>()).value_or(WallTime());
        m_isWithSecrets = json::isTrue(*manifest, "with_secrets");
        m_isWithUsage = json::isTrue(*manifest, "with_usage");
        m_hasManifest = true;
        return {};
    }

    Result<void> readSecrets()
    {
        const auto all = parseJson(m_text);
        if (!all || !all->is_object())
            return io({QT_TRANSLATE_NOOP("Error", "the backup is damaged: its secrets cannot be read; use another copy")});
        for (const auto& [reference, value] : all->items())
            if (value.is_string())
                m_backup.secrets.insert_or_assign(reference, Secret(value.get<std::string>()));
        return {};
    }

    /// `history/2026-11-22T16:23:23.123Z-window.json`
    void readVersion()
    {
        std::string_view name = std::string_view(m_name).substr(kHistory.size());
        if (name.size() <= kTimestamp + 1 || !name.ends_with(".json"))
            return;
        const auto time = config::parseTimestamp(name.substr(0, kTimestamp));
        name.remove_suffix(std::string_view(".json").size());
        const auto author = config::authorFrom(name.substr(kTimestamp + 1));
        if (time)
            m_backup.versions.push_back({std::move(m_text), author.value_or(config::Author::Backup), *time});
    }

    const QString m_usageInto;
    const bool m_withUsage;
    const files::TemporaryFile m_read; // the ledger as in the backup, until its rows are copied
    files::FileWriter m_usage;
    Backup m_backup;
    std::string m_name;
    std::string m_text;
    QCryptographicHash m_hash{QCryptographicHash::Sha256}; // of the current file
    std::string m_sums;
    std::uint64_t m_inMemory = 0;
    bool m_isProven = false;
    bool m_isLedger = false;
    bool m_hasManifest = false;
    bool m_hasSums = false;
    bool m_isWithSecrets = false; // from the manifest
    bool m_isWithUsage = false;
};

Result<std::unique_ptr<QFile>> opened(const QString& path)
{
    auto file = std::make_unique<QFile>(path);
    if (!file->open(QIODevice::ReadOnly))
        return unreadable(*file);
    return file;
}

} // namespace

bool isBackedUpFile(const std::string& name)
{
    if (name == kClients)
        return true;
    const QString path = QString::fromStdString(name);
    if (QDir::cleanPath(path) != path || path.contains(QLatin1Char('\\')) || path.contains(QLatin1Char(':')))
        return false;
    return std::any_of(kFolders.begin(), kFolders.end(), [&](const char* folder) { return name.starts_with(std::string(folder) + '/'); });
}

Result<BackupSummary> writeBackup(const BackupRequest& request)
{
    if (request.secrets && !request.passphrase)
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "a backup with secrets needs a passphrase")});
    files::WriteOptions options;
    options.copyFolder = files::copyFolderIn(request.dataDir);
    options.isPrivate = true;
    files::FileWriter file(request.file, options);
    if (const auto opened = file.open(); !opened)
        return failure(opened.error());
    const ByteSink toFile = [&file](std::string_view bytes) { return file.write(bytes); };
    std::unique_ptr<SealedWriter> sealed;
    if (request.passphrase) {
        auto begun = SealedWriter::begin(toFile, *request.passphrase, request.cost);
        if (!begun)
            return failure(begun.error());
        sealed = std::move(*begun);
    }
    auto written = Writing(request, [&](std::string_view bytes) { return sealed ? sealed->write(bytes) : file.write(bytes); }).run();
    if (!written)
        return written;
    if (sealed)
        if (const auto finished = sealed->finish(); !finished)
            return failure(finished.error());
    if (const auto replaced = file.commit(); !replaced)
        return failure(replaced.error());
    return written;
}

Result<bool> isSealedBackup(const QString& path)
{
    const auto file = opened(path);
    if (!file)
        return failure(file.error());
    const QByteArray begin = (*file)->read(1024);
    if (files::isLostContent({begin.data(), static_cast<std::size_t>(begin.size())})) {
        const QString other = newestBackupIn({QFileInfo(path).absolutePath()});
        if (other.isEmpty())
            return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 is empty: the backup was lost, and there is no other backup in its folder"), {path.toStdString()}});
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 is empty: the backup was lost; the newest other backup in its folder is %2"), {path.toStdString(), other.toStdString()}});
    }
    if (looksSealed({begin.data(), static_cast<std::size_t>(begin.size())}))
        return true;
    if (!begin.startsWith(kManifest))
        return failure(ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "%1 is not a Signalbox backup, or its beginning is damaged"), {path.toStdString()}});
    return false;
}

Result<Backup> readBackup(const QString& path, const std::optional<Secret>& passphrase, const QString& usageInto)
{
    const auto isSealed = isSealedBackup(path);
    if (!isSealed)
        return failure(isSealed.error());
    if (*isSealed && !passphrase) {
        Error missing{ErrorKind::InvalidRequest, {QT_TRANSLATE_NOOP("Error", "the backup is encrypted: enter its passphrase")}};
        missing.param = "passphrase";
        return failure(std::move(missing));
    }
    const auto file = opened(path);
    if (!file)
        return failure(file.error());
    std::unique_ptr<SealedReader> sealed;
    if (*isSealed) {
        auto begun = SealedReader::open(**file, *passphrase);
        if (!begun)
            return failure(begun.error());
        sealed = std::move(*begun);
    }
    QByteArray piece;
    const ByteSource source = [&]() -> Result<std::string_view> {
        if (sealed)
            return sealed->next();
        piece = (*file)->read(static_cast<qint64>(SealedWriter::kChunkBytes));
        if (piece.isEmpty() && !(*file)->atEnd())
            return unreadable(**file);
        return std::string_view(piece.data(), static_cast<std::size_t>(piece.size()));
    };
    Reading reading(usageInto, *isSealed);
    if (const auto read = readTar(source, reading.handler()); !read)
        return failure(read.error());
    return reading.finish();
}

} // namespace gateway::host
