#include "app/signalboxd/backup_command.h"

#include "gateway/config/config_file.h"
#include "gateway/config/history/config_history.h"
#include "gateway/secrets/vault.h"

#include "catch.h"
#include "memory_secret_store.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <functional>
#include <memory>
#include <optional>
#include <sstream>
#include <string>

using namespace gateway;
using app::BackupOrder;

namespace {

constexpr const char* kConfig = R"({"version": 1, "providers": [{"id": "deepseek", "type": "deepseek", "keys": [
    {"name": "main", "secret": "keychain:deepseek/main"}, {"name": "lost", "secret": "keychain:deepseek/lost"}, {"name": "e", "secret": "env:SOME_KEY"}]}]})";

struct Machine {
    QTemporaryDir folder;
    secrets::MemorySecretStore store;
    std::ostringstream out;
    std::ostringstream err;
    std::string typed = "correct horse battery";
    bool agrees = true;
    int asked = 0;

    QString configFile() const { return folder.filePath(QStringLiteral("config.json")); }
    std::string config() const { return config::readConfigFile(configFile())->value_or("(none)"); }
    int run(BackupOrder order)
    {
        app::BackupCommand::Person person;
        person.passphrase = [this](bool) -> Result<Secret> { return Secret(typed); };
        person.agrees = [this]() -> Result<bool> {
            ++asked;
            return agrees;
        };
        app::BackupCommand command(store, {configFile(), folder.filePath(QStringLiteral("data"))}, person, out, err);
        command.setCost({1, 8});
        std::optional<int> status;
        QMetaObject::invokeMethod(&command, [&] { command.run(order, [&](int value) { status = value; }); }, Qt::QueuedConnection);
        while (!status)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return *status;
    }
    std::string all() const { return out.str() + err.str(); }
};

/// A machine that created a backup with its secrets.
struct Backed : Machine {
    BackupOrder order;

    Backed()
    {
        REQUIRE(config::writeConfigFile(configFile(), kConfig));
        store.values["keychain:deepseek/main"] = "sk-of-the-first";
        order.file = folder.filePath(QStringLiteral("all.signalbox"));
        order.withSecrets = true;
        REQUIRE(run(order) == 0);
        order.verb = BackupOrder::Verb::Import;
        order.withSecrets = false;
    }
};

} // namespace

TEST_CASE("lists what a backup omits but prints no secret")
{
    const Backed first;
    CHECK_THAT(first.all(), Catch::Contains("1 secret,") && Catch::Contains("encrypted with the passphrase")
            && Catch::Contains("env:SOME_KEY is not included") && Catch::Contains("keychain:deepseek/lost is not in the backup")
            && !Catch::Contains("sk-of"));
}

TEST_CASE("creates no backup without keys when the keychain does not open")
{
    Machine machine;
    REQUIRE(config::writeConfigFile(machine.configFile(), kConfig));
    machine.store.failWith = GENERATE(ErrorKind::SecretLocked, ErrorKind::SecretUnavailable, ErrorKind::SecretTimeout, ErrorKind::SecretDenied);
    BackupOrder order;
    order.file = machine.folder.filePath(QStringLiteral("all.signalbox"));
    order.withSecrets = true;
    CHECK(machine.run(order) == 1);
    CHECK_THAT(machine.err.str(), Catch::Contains("no backup was written because keychain:deepseek/") && Catch::Contains("omit --with-secrets"));
    CHECK_FALSE(QFile::exists(order.file));
}

TEST_CASE("restores a backup after showing what it replaces")
{
    Backed first;
    Machine second;
    REQUIRE(config::writeConfigFile(second.configFile(), "{\"version\": 1}"));
    CHECK(second.run(first.order) == 0);
    CHECK(second.asked == 1);
    CHECK(second.config() == kConfig);
    CHECK(second.store.values["keychain:deepseek/main"] == "sk-of-the-first");
    CHECK_THAT(second.all(), Catch::Contains("+ providers") && Catch::Contains("Stores keychain:deepseek/main") && !Catch::Contains("sk-of"));
    const config::ConfigHistory history(config::ConfigHistory::folderIn(second.folder.filePath(QStringLiteral("data"))));
    const auto list = history.list();
    REQUIRE(list);
    REQUIRE(list->size() == 2);
    CHECK(list->front().author == config::Author::Backup);
    CHECK(history.read(list->back().number) == "{\"version\": 1}");
}

TEST_CASE("a restored backup does not reactivate a revoked key")
{
    const auto withKey = [](bool isEnabled) {
        return "{\n  \"version\": 1,\n  \"consumers\": [{\"name\": \"ide\", \"keys\": [{\"sha256\": \"" + std::string(64, 'a') + "\", \"enabled\": "
            + (isEnabled ? "true" : "false") + "}]}]\n}\n";
    };
    Machine machine;
    REQUIRE(config::writeConfigFile(machine.configFile(), withKey(true)));
    BackupOrder order;
    order.file = machine.folder.filePath(QStringLiteral("all.signalbox"));
    REQUIRE(machine.run(order) == 0);
    const std::string now = GENERATE_COPY(withKey(false), std::string("{\"version\": 1}"));
    if (now != withKey(false)) { // the consumer is gone, but the history knows it
        const config::ConfigHistory history(config::ConfigHistory::folderIn(machine.folder.filePath(QStringLiteral("data"))));
        REQUIRE(history.keep(withKey(false), config::Author::Window, std::chrono::system_clock::now()));
    }
    REQUIRE(config::writeConfigFile(machine.configFile(), now));
    order.verb = BackupOrder::Verb::Import;
    CHECK(machine.run(order) == 0);
    CHECK_THAT(machine.config(), Catch::Contains("\"ide\"") && Catch::Contains("\"enabled\": false") && !Catch::Contains("\"enabled\": true"));
    CHECK_THAT(machine.err.str(), Catch::Contains("1 revoked key of it stays revoked"));
}

TEST_CASE("a wrong passphrase, a refusal or a closed keychain changes nothing")
{
    Backed first;
    Machine second;
    REQUIRE(config::writeConfigFile(second.configFile(), "{\"version\": 1}"));
    second.typed = "another passphrase";
    CHECK(second.run(first.order) == 1);
    CHECK_THAT(second.err.str(), Catch::Contains("wrong passphrase"));
    CHECK(second.asked == 0);
    second.typed = first.typed;
    second.agrees = false;
    CHECK(second.run(first.order) == 1);
    CHECK_THAT(second.err.str(), Catch::Contains("nothing was restored"));
    second.agrees = true;
    second.store.failWith = ErrorKind::SecretLocked;
    CHECK(second.run(first.order) == 1);
    CHECK_THAT(second.err.str(), Catch::Contains("0 secrets could be stored"));
    CHECK(second.store.values.empty());
    CHECK(second.config() == "{\"version\": 1}");
}

TEST_CASE("a backup without secrets needs no passphrase and one with a passphrase file is encrypted")
{
    Machine machine;
    REQUIRE(config::writeConfigFile(machine.configFile(), kConfig));
    BackupOrder order;
    order.file = machine.folder.filePath(QStringLiteral("plain"));
    CHECK(machine.run(order) == 0);
    CHECK_THAT(machine.out.str(), Catch::Contains("not encrypted"));
    CHECK(host::isSealedBackup(order.file) == false);
    QFile words(machine.folder.filePath(QStringLiteral("words")));
    REQUIRE(words.open(QIODevice::WriteOnly));
    words.write("from a file, all of it\nnot this\n");
    words.close();
    order.passphraseFile = words.fileName();
    CHECK(machine.run(order) == 1);
    CHECK_THAT(machine.err.str(), Catch::Contains("already exists") && Catch::Contains("--yes"));
    CHECK(host::isSealedBackup(order.file) == false);
    order.isAgreed = true;
    CHECK(machine.run(order) == 0);
    CHECK(host::isSealedBackup(order.file) == true);
    CHECK(host::readBackup(order.file, Secret(std::string("from a file, all of it"))));
}

TEST_CASE("does not restore an invalid configuration")
{
    Machine first;
    REQUIRE(config::writeConfigFile(first.configFile(), "{\"version\": 1, \"listen\": 7}"));
    BackupOrder order;
    order.file = first.folder.filePath(QStringLiteral("plain"));
    REQUIRE(first.run(order) == 0);
    Machine second;
    order.verb = BackupOrder::Verb::Import;
    CHECK(second.run(order) == 1);
    CHECK_THAT(second.err.str(), Catch::Contains("listen") && Catch::Contains("nothing was restored"));
    CHECK(second.config() == "(none)");
    CHECK(second.asked == 0);
}

TEST_CASE("restores keys of the encrypted file into a new or opened one")
{
    constexpr const char* kWithVault = R"({"version": 1, "providers": [{"id": "deepseek", "type": "deepseek", "keys": [{"name": "main", "secret": "vault:deepseek/main"}]}]})";
    struct Box {
        QTemporaryDir folder;
        std::unique_ptr<secrets::SecretStore> store = secrets::makeSystemStore(secrets::Vault::fileIn(folder.path()));
        std::ostringstream said;
        std::optional<std::string> vaultPassphrase;

        int run(const BackupOrder& order)
        {
            app::BackupCommand::Person person;
            person.passphrase = [](bool) -> Result<Secret> { return Secret(std::string("correct horse battery")); };
            person.agrees = []() -> Result<bool> { return true; };
            person.vaultPassphrase = [this](bool) -> Result<Secret> {
                if (vaultPassphrase)
                    return Secret(*vaultPassphrase);
                return failure(ErrorKind::InvalidRequest, gateway::asIs("nobody is there"));
            };
            app::BackupCommand command(*store, {folder.filePath(QStringLiteral("config.json")), folder.path()}, person, said, said);
            command.setCost({1, 8});
            std::optional<int> status;
            QMetaObject::invokeMethod(&command, [&] { command.run(order, [&](int value) { status = value; }); }, Qt::QueuedConnection);
            while (!status)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            return *status;
        }
        Result<void> finished(const std::function<void(secrets::Vault::Done)>& call)
        {
            std::optional<Result<void>> result;
            call([&](Result<void> answer) { result = std::move(answer); });
            while (!result)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            return *result;
        }
        Result<void> open(const char* passphrase)
        {
            return finished([&](secrets::Vault::Done done) { store->vault()->open(Secret(std::string(passphrase)), std::move(done)); });
        }
        std::string key()
        {
            std::optional<Result<Secret>> result;
            store->vault()->read("deepseek/main", [&](Result<Secret> answer) { result = std::move(answer); });
            while (!result)
                QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
            return *result ? (*result)->reveal() : result->error().text();
        }
    };
    Box first;
    REQUIRE(config::writeConfigFile(first.folder.filePath(QStringLiteral("config.json")), kWithVault));
    REQUIRE(first.open("a passphrase of the first"));
    REQUIRE(first.finished([&](secrets::Vault::Done done) { first.store->vault()->write("deepseek/main", Secret(std::string("sk-of-the-first")), std::move(done)); }));
    BackupOrder order;
    order.file = first.folder.filePath(QStringLiteral("all.signalbox"));
    order.withSecrets = true;
    SECTION("unlocked for it")
    {
        first.store = secrets::makeSystemStore(secrets::Vault::fileIn(first.folder.path()));
        first.vaultPassphrase = "a passphrase of the first";
    }
    SECTION("already open") {}
    REQUIRE(first.run(order) == 0);
    CHECK_THAT(first.said.str(), Catch::Contains("1 secret,") && !Catch::Contains("sk-of"));
    order.verb = BackupOrder::Verb::Import;
    order.withSecrets = false;

    Box second;
    CHECK(second.run(order) == 1); // no passphrase is given
    CHECK_THAT(second.said.str(), Catch::Contains("Stores vault:deepseek/main in the encrypted file") && Catch::Contains("the configuration was not changed"));
    CHECK_FALSE(QFile::exists(second.folder.filePath(QStringLiteral("config.json"))));
    second.vaultPassphrase = "another one of the second";
    CHECK(second.run(order) == 0);
    CHECK(second.key() == "sk-of-the-first");
    CHECK(config::readConfigFile(second.folder.filePath(QStringLiteral("config.json")))->value_or("(none)") == kWithVault);
}
