#include "lost_files.h"

#include "backup_file.h"

#include "gateway/config/history/lost_configuration.h"
#include "gateway/core/files/lost_content.h"
#include "gateway/core/secret_reference.h"
#include "gateway/core/text/joined.h"
#include "gateway/secrets/vault.h"
#include "gateway/usage/ledger/ledger.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>

namespace gateway::host {

namespace {

constexpr qint64 kLargestLost = 64 * 1024; // a larger file of zeros counts as damaged, which is reported elsewhere
constexpr qsizetype kMostLooks = 200;      // files examined in a folder

bool isLost(const QString& path)
{
    QFile file(path);
    if (!file.exists() || file.size() > kLargestLost || !file.open(QIODevice::ReadOnly))
        return false;
    const QByteArray content = file.readAll();
    return files::isLostContent({content.constData(), static_cast<std::size_t>(content.size())});
}

/// For a file that starts without content, `isSealedBackup()` would examine others in turn.
bool mayBeBackup(const QString& path)
{
    QFile file(path);
    const QByteArray begin = file.open(QIODevice::ReadOnly) ? file.read(1024) : QByteArray();
    return !files::isLostContent({begin.constData(), static_cast<std::size_t>(begin.size())}) && isSealedBackup(path);
}

QStringList foldersOf(const QString& dataDir) { return {dataDir, dataDir + QStringLiteral("/backups")}; }

std::string restoring(const QString& backup, const char* option)
{
    return "signalboxd backup import " + config::shellWord(backup) + option;
}

LostFile lostVault(const QString& path, const QString& dataDir, const std::vector<std::string>& references)
{
    std::vector<std::string> vaults;
    for (const std::string& reference : references)
        if (SecretReference::isIn(SecretReference::Store::Vault, reference))
            vaults.push_back(reference);
    LostFile file{LostFile::Kind::Vault, path, vaults.empty() ? "every key in it" : joined(vaults, ", "), {}};
    const std::string aside = "mv " + config::shellWord(path) + ' ' + config::shellWord(path + QStringLiteral(".lost"));
    const QString backup = newestBackupIn(foldersOf(dataDir));
    file.remedy = backup.isEmpty()
        ? "There is no backup of it in the data folder. Restore a copy of the file, or import a backup made with --with-secrets after: " + aside
        : "The newest backup is " + backup.toStdString() + " of " + QFileInfo(backup).lastModified().toString(Qt::ISODate).toStdString()
            + ". Restore its keys with: " + aside + " && " + restoring(backup, "");
    return file;
}

LostFile lostLedger(const QString& path, const QString& dataDir)
{
    LostFile file{LostFile::Kind::Ledger, path, "all usage records and budget totals", {}};
    const QStringList kept = QDir(dataDir).entryList({QStringLiteral("ledger-before-*.sqlite")}, QDir::Files, QDir::Name | QDir::Reversed);
    const QString backup = newestBackupIn(foldersOf(dataDir));
    if (!kept.isEmpty() && !isLost(dataDir + QLatin1Char('/') + kept.first())) {
        const QString copy = dataDir + QLatin1Char('/') + kept.first();
        file.remedy = "The newest intact copy is " + copy.toStdString() + ". Restore it with: cp " + config::shellWord(copy) + ' ' + config::shellWord(path);
    } else if (!backup.isEmpty()) {
        file.remedy = "The newest backup is " + backup.toStdString() + ". If it was made with --with-usage, restore the ledger with: " + restoring(backup, " --with-usage");
    } else {
        file.remedy = "There is no copy of it in the data folder. A backup made with --with-usage restores it: signalboxd backup import FILE --with-usage";
    }
    return file;
}

/// The ledger of an interrupted first start is empty as well, but nothing was lost with it.
bool wasInUse(const QString& dataDir)
{
    const QFileInfo journal(usage::Ledger::fileIn(dataDir) + QStringLiteral("-wal"));
    return QFileInfo::exists(dataDir + QStringLiteral("/state.json")) || QFileInfo::exists(config::ConfigHistory::folderIn(dataDir)) || journal.size() > 0
        || !QDir(dataDir).entryList({QStringLiteral("ledger-before-*.sqlite")}, QDir::Files).isEmpty();
}

} // namespace

QString newestBackupIn(const QStringList& folders)
{
    QFileInfo newest;
    for (const QString& folder : folders)
        for (const QFileInfo& each : QDir(folder).entryInfoList(QDir::Files | QDir::NoSymLinks, QDir::Time).mid(0, kMostLooks))
            if ((newest.filePath().isEmpty() || each.lastModified() > newest.lastModified()) && mayBeBackup(each.filePath()))
                newest = each;
    return newest.filePath();
}

std::vector<LostFile> findLostFiles(const QString& dataDir, const std::function<std::vector<std::string>()>& references)
{
    std::vector<LostFile> found;
    if (const QString vault = secrets::Vault::fileIn(dataDir); isLost(vault))
        found.push_back(lostVault(vault, dataDir, references()));
    if (const QString ledger = usage::Ledger::fileIn(dataDir); isLost(ledger) && wasInUse(dataDir))
        found.push_back(lostLedger(ledger, dataDir));
    return found;
}

std::string lostFileText(const LostFile& file)
{
    return file.path.toStdString() + " is empty. Lost: " + file.lost + ". " + file.remedy;
}

} // namespace gateway::host
