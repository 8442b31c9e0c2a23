#include "gateway/host/backup/put_back.h"

#include "gateway/config/config_file.h"
#include "gateway/host/backup/secret_writing.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include "catch.h"
#include "memory_secret_store.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

const WallTime kNow = WallTime(std::chrono::seconds(1'795'000'000));
const Secret kPassphrase(std::string("correct horse battery"));
constexpr const char* kConfig = "{\"version\": 1, \"x_mine\": 7}\n";

void put(const QString& path, const QByteArray& text)
{
    REQUIRE(QDir().mkpath(QFileInfo(path).absolutePath()));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(none)");
}

/// A machine with data to back up.
struct Machine {
    QTemporaryDir folder;
    QString data = folder.filePath(u"data"_s);
    QString configFile = folder.filePath(u"config.json"_s);
    QString file = folder.filePath(u"all.signalbox"_s);

    void fill() const
    {
        put(configFile, kConfig);
        const config::ConfigHistory history(config::ConfigHistory::folderIn(data));
        REQUIRE(history.keep("{\"version\": 1}", config::Author::File, kNow - std::chrono::hours(2)));
        REQUIRE(history.keep(kConfig, config::Author::Window, kNow - std::chrono::hours(1)));
        put(data + u"/backups/clients/settings.json"_s, "sk-of-a-client");
        put(data + u"/clients.json"_s, "{}");
        put(data + u"/tls/authority.key"_s, "a private key");
        put(data + u"/logs/signalbox.log"_s, "not for a backup");
    }

    void fillLedger() const
    {
        usage::Ledger ledger(usage::Ledger::fileIn(data), [](const Error&) {});
        usage::ExchangeRecord record;
        record.id = "request-1";
        record.startedAt = kNow;
        ledger.write({std::make_shared<const usage::ExchangeRecord>(record)});
    }

    std::int64_t exchanges() const
    {
        usage::SqliteConnection connection;
        REQUIRE(connection.open(usage::Ledger::fileIn(data).toStdString(), Milliseconds(1000)));
        auto count = connection.prepare("SELECT count(*) FROM exchanges");
        REQUIRE(count);
        REQUIRE(count->step());
        return count->integer();
    }

    BackupRequest request() const
    {
        BackupRequest made;
        made.file = file;
        made.configFile = configFile;
        made.dataDir = data;
        made.cost = {1, 8};
        made.now = kNow;
        return made;
    }

    BackupRequest sealedRequest() const
    {
        BackupRequest made = request();
        made.passphrase = kPassphrase;
        made.secrets = std::map<std::string, Secret>{{"keychain:deepseek/main", Secret(std::string("sk-secret-value"))}};
        return made;
    }
};

} // namespace

TEST_CASE("an unencrypted backup needs no passphrase and contains no secrets")
{
    Machine machine;
    machine.fill();
    const auto summary = writeBackup(machine.request());
    REQUIRE(summary);
    CHECK(summary->versions == 2);
    CHECK(summary->files == 0); // client set-ups are only included in an encrypted backup
    CHECK_FALSE(summary->isSealed);
    CHECK((QFileInfo(machine.file).permissions() & (QFileDevice::ReadGroup | QFileDevice::ReadOther)) == 0);
    const QByteArray bytes = contentOf(machine.file);
    for (const char* hidden : {"sk-", "private key", "not for a backup"})
        CHECK_FALSE(bytes.contains(hidden));
    CHECK(isSealedBackup(machine.file) == false);
    const auto back = readBackup(machine.file, std::nullopt);
    REQUIRE(back);
    CHECK(back->config == kConfig);
    CHECK(back->madeAt == kNow);
    REQUIRE(back->versions.size() == 2);
    CHECK(back->versions[0].text == "{\"version\": 1}");
    CHECK(back->versions[1].author == config::Author::Window);
    CHECK(back->versions[1].time == kNow - std::chrono::hours(1));
}

TEST_CASE("tar extracts an unencrypted backup and its checksums match")
{
    Machine machine;
    machine.fill();
    REQUIRE(writeBackup(machine.request()));
    QProcess tar;
    tar.setWorkingDirectory(machine.folder.path());
    tar.start(u"sh"_s, {u"-c"_s, u"mkdir out && tar -C out -xf all.signalbox && cd out && sha256sum -c --quiet SHA256SUMS && cat config.json"_s});
    REQUIRE(tar.waitForFinished());
    CHECK(tar.readAllStandardError().toStdString().empty());
    CHECK(tar.readAllStandardOutput() == kConfig);
}

TEST_CASE("detects every damaged byte of an unencrypted backup except in padding")
{
    Machine machine;
    machine.fill();
    REQUIRE(writeBackup(machine.request()));
    const QByteArray bytes = contentOf(machine.file);
    int silent = 0;
    for (qsizetype i = 0; i < bytes.size() - 1024; i += 7) {
        QByteArray damaged = bytes;
        damaged[i] = static_cast<char>(damaged[i] ^ 0x04);
        put(machine.file, damaged);
        const auto back = readBackup(machine.file, std::nullopt);
        silent += back ? 1 : 0;
        if (back) // padding after a file
            CHECK((back->config == kConfig && back->versions.size() == 2));
    }
    CHECK(silent < bytes.size() / 7);
    for (const qsizetype length : {bytes.size() - 1024, bytes.size() / 2, qsizetype{600}}) {
        put(machine.file, bytes.left(length));
        CHECK_FALSE(readBackup(machine.file, std::nullopt));
    }
}

TEST_CASE("includes secrets and private files only in an encrypted backup")
{
    Machine machine;
    machine.fill();
    BackupRequest open = machine.sealedRequest();
    open.passphrase.reset();
    REQUIRE_FALSE(writeBackup(open));
    CHECK_FALSE(QFileInfo::exists(machine.file));

    const auto summary = writeBackup(machine.sealedRequest());
    REQUIRE(summary);
    CHECK(summary->secrets == 1);
    CHECK(summary->files == 3);
    const QByteArray bytes = contentOf(machine.file);
    for (const char* hidden : {"sk-secret", "sk-of-a", "deepseek", "version", "private", "config"})
        CHECK_FALSE(bytes.contains(hidden));
    CHECK(isSealedBackup(machine.file) == true);

    const auto missing = readBackup(machine.file, std::nullopt);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().param == "passphrase");
    const auto back = readBackup(machine.file, kPassphrase);
    REQUIRE(back);
    CHECK(back->isSealed);
    REQUIRE(back->secrets.count("keychain:deepseek/main") == 1);
    CHECK(back->secrets.at("keychain:deepseek/main").reveal() == "sk-secret-value");
    CHECK(back->files.at("backups/clients/settings.json") == "sk-of-a-client");
    CHECK(back->files.count("logs/signalbox.log") == 0);
}

TEST_CASE("restores a backup on another machine")
{
    Machine first;
    first.fill();
    first.fillLedger();
    BackupRequest request = first.sealedRequest();
    request.withUsage = true;
    const auto summary = writeBackup(request);
    REQUIRE(summary);
    CHECK(summary->withUsage);
    CHECK(QDir(first.data).entryList({u"backup-*"_s}).isEmpty());

    Machine second;
    second.fillLedger(); // has a ledger of its own
    const QString ledger = second.folder.filePath(u"usage"_s);
    const auto backup = readBackup(first.file, kPassphrase, ledger);
    REQUIRE(backup);
    CHECK(backup->hasUsage);
    REQUIRE(putBackFiles(*backup, second.data));
    CHECK(contentOf(second.data + u"/backups/clients/settings.json"_s) == "sk-of-a-client");
    CHECK(config::ConfigHistory(config::ConfigHistory::folderIn(second.data)).list()->size() == 2);
    const auto kept = putBackUsage(ledger, second.data, kNow);
    REQUIRE(kept);
    CHECK(QFileInfo::exists(*kept));
    CHECK(second.exchanges() == 1);

    secrets::MemorySecretStore store;
    SecretWriting writing(store);
    std::optional<std::size_t> stored;
    auto all = backup->secrets;
    all.insert_or_assign("env:NOT_MINE", Secret(std::string("x")));
    writing.write(all, [&](std::size_t count, const Result<void>& result) {
        CHECK(result);
        stored = count;
    });
    while (!stored)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    CHECK(stored == 1U);
    CHECK(store.values["keychain:deepseek/main"] == "sk-secret-value");
}

TEST_CASE("removes secrets stored after a restore timed out unless the configuration uses them")
{
    secrets::MemorySecretStore store;
    store.failWith = ErrorKind::SecretLocked;
    store.isAsking = true;
    const bool isNamed = GENERATE(true, false);
    SecretWriting writing(store, [isNamed](const std::string& reference) { return isNamed && reference == "keychain:deepseek/main"; });
    std::optional<Result<void>> told;
    writing.write({{"keychain:deepseek/main", Secret(std::string("sk-secret-value"))}}, [&](std::size_t, const Result<void>& result) { told = result; });
    while (!told)
        QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
    CHECK_FALSE(*told);
    store.open();
    CHECK(store.values.contains("keychain:deepseek/main") == isNamed);
}

TEST_CASE("does not replace a ledger that is in use")
{
    Machine machine;
    machine.fill();
    machine.fillLedger();
    BackupRequest request = machine.request();
    request.withUsage = true;
    REQUIRE(writeBackup(request));
    const QString ledger = machine.folder.filePath(u"usage"_s);
    REQUIRE(readBackup(machine.file, std::nullopt, ledger));
    usage::SqliteConnection other;
    REQUIRE(other.open(usage::Ledger::fileIn(machine.data).toStdString(), Milliseconds(1000)));
    REQUIRE(other.run("BEGIN"));
    auto reading = other.prepare("SELECT count(*) FROM exchanges");
    REQUIRE(reading);
    REQUIRE(reading->step());
    const auto kept = putBackUsage(ledger, machine.data, kNow);
    REQUIRE_FALSE(kept);
    CHECK_THAT(kept.error().text(), Catch::Contains("stop the gateway"));
}

TEST_CASE("explains why a file is not a valid backup")
{
    struct Row {
        const char* bytes;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {"", "the backup was lost"},
        {"{\"version\": 1}", "not a Signalbox backup"},
        {"manifest.json and no more", "damaged"},
        {"signalbox-backup", "damaged"},
    }));
    Machine machine;
    put(machine.file, row.bytes);
    const auto back = readBackup(machine.file, kPassphrase);
    REQUIRE_FALSE(back);
    CHECK_THAT(back.error().text(), Catch::Contains(row.words));
}

TEST_CASE("accepts no path outside the folders of a backup")
{
    for (const char* name : {"backups/a.json", "tls/deep/er.pem", "clients.json"})
        CHECK(isBackedUpFile(name));
    for (const char* name : {"backups/../config.json", "../backups/a", "/backups/a", "backups//a", "backupsx/a", "logs/a", "backups/a\\..\\b", "backups/./a", "backups/", "clients.json/a"})
        CHECK_FALSE(isBackedUpFile(name));
}

TEST_CASE("still reads backups from November 2026")
{
    const auto recorded = [](const char* name) { return QStringLiteral(SIGNALBOX_SOURCE_DIR "/tests/data/backups/") + QLatin1String(name); };
    const auto open = readBackup(recorded("open.signalbox"), std::nullopt);
    REQUIRE(open);
    CHECK(open->madeAt == kNow);
    CHECK(open->config == kConfig);
    REQUIRE(open->versions.size() == 2);
    CHECK(open->versions[0].text == "{\"version\": 1}");

    const QTemporaryDir folder;
    const QString ledger = folder.filePath(u"ledger.sqlite"_s);
    const auto sealed = readBackup(recorded("sealed.signalbox"), kPassphrase, ledger);
    REQUIRE(sealed);
    CHECK(sealed->config == kConfig);
    CHECK(sealed->versions.size() == 2);
    CHECK(sealed->hasUsage);
    REQUIRE(sealed->secrets.size() == 1);
    CHECK(sealed->secrets.at("keychain:deepseek/main").reveal() == "sk-secret-value");
    CHECK(sealed->files.at("backups/clients/settings.json") == "sk-of-a-client");
    CHECK(sealed->files.at("tls/authority.key") == "a private key");
    CHECK(QFileInfo(ledger).size() > 0);
}
