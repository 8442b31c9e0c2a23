#include "put_back.h"

#include "gateway/clients/setup_state.h"
#include "gateway/http/tls/local_authority.h"
#include "gateway/core/files/file_system.h"
#include "gateway/core/files/file_writer.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QDateTime>
#include <QFileInfo>

#include <string_view>

namespace gateway::host {

namespace {

constexpr Milliseconds kBusyLedger{1000};
constexpr const char* kClientList = "clients.json";
constexpr std::string_view kTlsFolder = "tls/";
constexpr const char* kAuthority = "tls/authority.pem";
constexpr const char* kAuthorityKey = "tls/authority.key";

Result<void> putFile(const QString& path, const std::string& text)
{
    files::WriteOptions options;
    options.makeFolder = true;
    options.isPrivate = true;
    return files::writeFile(path, text, options);
}

/// Reduces the ledger to a single file, which is only possible while nobody else has it open.
Result<void> closeLedger(const QString& ledger)
{
    usage::SqliteConnection connection;
    std::string problem;
    if (const auto opened = connection.open(ledger.toStdString(), kBusyLedger); !opened) {
        problem = opened.error().text();
    } else if (auto mode = connection.prepare("PRAGMA journal_mode = DELETE"); !mode) {
        problem = mode.error().text();
    } else {
        const auto row = mode->step();
        if (row && *row && mode->text() == "delete")
            return {};
        problem = row ? "another mode stays" : row.error().text();
    }
    return failure(ErrorKind::InvalidRequest,
        {QT_TRANSLATE_NOOP("Error", "the ledger is in use: stop the gateway (signalboxd, or Quit in the window), then import again")}, problem);
}

} // namespace

std::map<std::string, std::string> restorableFiles(const Backup& backup, const QString& dataDir)
{
    std::map<std::string, std::string> files;
    const auto isThere = [&](const char* name) { return QFileInfo::exists(dataDir + QLatin1Char('/') + QLatin1String(name)); };
    for (const auto& [name, text] : backup.files)
        if (isBackedUpFile(name) && name != kClientList && !name.starts_with(kTlsFolder))
            files.emplace(name, text);
    if (const auto clients = backup.files.find(kClientList); clients != backup.files.end() && !isThere(kClientList))
        if (std::string list = clients::withoutBelief(clients->second); !list.empty())
            files.emplace(kClientList, std::move(list));
    const auto certificate = backup.files.find(kAuthority);
    const auto key = backup.files.find(kAuthorityKey);
    if (certificate == backup.files.end() || key == backup.files.end() || isThere(kAuthority) || isThere(kAuthorityKey))
        return files;
    if (http::isLikeOwnAuthority({QByteArray::fromStdString(certificate->second), QByteArray::fromStdString(key->second)})) {
        files.insert(*certificate);
        files.insert(*key);
    }
    return files; // the certificates it signed for this machine are recreated
}

Result<void> putBackFiles(const Backup& backup, const QString& dataDir)
{
    const config::ConfigHistory history(config::ConfigHistory::folderIn(dataDir));
    for (const Backup::KeptVersion& version : backup.versions)
        if (auto added = history.add(version.text, version.author, version.time); !added)
            return added;
    for (const auto& [name, text] : restorableFiles(backup, dataDir))
        if (auto written = putFile(dataDir + QLatin1Char('/') + QString::fromStdString(name), text); !written)
            return written;
    return {};
}

QString keptUsageFile(const QString& dataDir, WallTime now)
{
    const auto stamp = QDateTime::fromSecsSinceEpoch(std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch()).count());
    return dataDir + QStringLiteral("/ledger-before-%1.sqlite").arg(stamp.toString(QStringLiteral("yyyyMMdd-HHmmss")));
}

Result<QString> putBackUsage(const QString& from, const QString& dataDir, WallTime now)
{
    const QString ledger = usage::Ledger::fileIn(dataDir);
    QString kept;
    if (QFileInfo::exists(ledger)) {
        if (const auto closed = closeLedger(ledger); !closed)
            return failure(closed.error());
        kept = keptUsageFile(dataDir, now);
        if (const auto moved = files::moveFile(ledger, kept); !moved)
            return failure(moved.error());
    }
    if (const auto moved = files::moveFile(from, ledger); !moved) {
        if (!kept.isEmpty())
            static_cast<void>(files::moveFile(kept, ledger));
        return failure(moved.error());
    }
    return kept;
}

} // namespace gateway::host
