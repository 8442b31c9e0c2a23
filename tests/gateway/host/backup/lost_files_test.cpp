#include "gateway/host/backup/lost_files.h"

#include "gateway/host/backup/backup_file.h"

#include "catch.h"

#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

void putFile(const QString& path, const QByteArray& text)
{
    REQUIRE(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
}

struct DataFolder {
    QTemporaryDir folder;

    QString path(const QString& name) const { return folder.filePath(name); }
    QString makeBackup(const QString& name, int age_s) const
    {
        BackupRequest request;
        request.file = path(name);
        request.configFile = path(u"config.json"_s);
        request.dataDir = path(u"elsewhere"_s);
        request.now = std::chrono::system_clock::now();
        REQUIRE(writeBackup(request));
        QFile file(request.file);
        REQUIRE(file.open(QIODevice::ReadWrite));
        REQUIRE(file.setFileTime(QDateTime::currentDateTime().addSecs(-age_s), QFileDevice::FileModificationTime));
        return request.file;
    }
    std::vector<LostFile> lost() const { return findLostFiles(folder.path(), [] { return std::vector<std::string>{"vault:deepseek/main", "keychain:other", "vault:qwen"}; }); }
};

} // namespace

TEST_CASE("reports the keys lost with an empty vault and the newest backup")
{
    const QByteArray content = GENERATE(QByteArray(), QByteArray(200, '\0'));
    DataFolder data;
    putFile(data.path(u"secrets.vault"_s), content);
    const auto without = data.lost();
    REQUIRE(without.size() == 1);
    CHECK(without[0].kind == LostFile::Kind::Vault);
    CHECK_THAT(lostFileText(without[0]), Catch::Contains("Lost: vault:deepseek/main, vault:qwen.") && Catch::Contains("There is no backup of it"));
    REQUIRE(QDir().mkpath(data.path(u"backups"_s)));
    data.makeBackup(u"old.signalbox"_s, 500);
    const QString newest = data.makeBackup(u"backups/new.signalbox"_s, 100);
    putFile(data.path(u"backups/empty.signalbox"_s), {});
    putFile(data.path(u"backups/notes.txt"_s), "no backup");
    CHECK_THAT(lostFileText(data.lost()[0]), Catch::Contains("signalboxd backup import " + newest.toStdString()) && Catch::Contains("mv " + data.path(u"secrets.vault"_s).toStdString()));
    CHECK(QFileInfo(data.path(u"secrets.vault"_s)).size() == content.size());
}

TEST_CASE("reports an empty ledger as lost only in a data folder that was in use")
{
    DataFolder data;
    putFile(data.path(u"ledger.sqlite"_s), {});
    CHECK(data.lost().empty());
    putFile(data.path(u"state.json"_s), "{}");
    REQUIRE(data.lost().size() == 1);
    CHECK_THAT(lostFileText(data.lost()[0]), Catch::Contains("all usage records") && Catch::Contains("--with-usage"));
    putFile(data.path(u"ledger-before-20260101-000000.sqlite"_s), "older");
    putFile(data.path(u"ledger-before-20260201-000000.sqlite"_s), "newer");
    CHECK_THAT(lostFileText(data.lost()[0]), Catch::Contains("cp " + data.path(u"ledger-before-20260201-000000.sqlite"_s).toStdString()));
}

TEST_CASE("reports no loss for intact or missing files")
{
    DataFolder data;
    CHECK(data.lost().empty());
    putFile(data.path(u"secrets.vault"_s), "signalbox-vault");
    putFile(data.path(u"ledger.sqlite"_s), "SQLite format 3");
    putFile(data.path(u"state.json"_s), "{}");
    CHECK(data.lost().empty());
}

TEST_CASE("an empty backup names the newest good one in its folder")
{
    DataFolder data;
    const QString lost = data.path(u"all.signalbox"_s);
    putFile(lost, GENERATE(QByteArray(), QByteArray(5000, '\0')));
    const auto alone = isSealedBackup(lost);
    REQUIRE_FALSE(alone);
    CHECK_THAT(alone.error().text(), Catch::Contains(lost.toStdString() + " is empty") && Catch::Contains("no other backup"));
    data.makeBackup(u"older.signalbox"_s, 500);
    const QString good = data.makeBackup(u"newer.signalbox"_s, 100);
    CHECK_THAT(readBackup(lost, {}).error().text(), Catch::EndsWith("the newest other backup in its folder is " + good.toStdString()));
}
