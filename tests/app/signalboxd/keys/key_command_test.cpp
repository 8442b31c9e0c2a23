#include "app/signalboxd/keys/key_command.h"

#include "catch.h"
#include "memory_store.h"

#include "gateway/secrets/vault.h"

#include <QCoreApplication>
#include <QTemporaryDir>

#include <sstream>

using gateway::ErrorKind;
using gateway::Result;
using gateway::Secret;
using gateway::SecretReference;

namespace {

struct KeyDesk {
    test::MemoryStore store;
    std::ostringstream out;
    std::ostringstream err;
    app::KeyCommand command{store, out, err};
    std::optional<int> status;

    app::KeyCommand::Done done()
    {
        return [this](int value) { status = value; };
    }
    int wait()
    {
        while (!status)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return *status;
    }
};

gateway::config::Settings someSettings()
{
    gateway::config::ProviderSettings deepseek;
    deepseek.id = "deepseek";
    deepseek.keys = {{.name = "main", .secret = "keychain:deepseek/main"}, {.name = "spare", .secret = "env:DEEPSEEK_API_KEY"}};
    gateway::config::ProviderSettings custom;
    custom.id = "custom";
    custom.keys = {{.name = "main", .secret = "keychain:deepseek/main"}};
    custom.authHeaders = {{.name = "x-extra", .text = "", .secret = "file:/extra"}, {.name = "x-plain", .text = "text", .secret = ""}};
    custom.proxy.secret = "keychain:proxy";
    gateway::config::Settings settings;
    settings.providers = {deepseek, custom};
    gateway::config::ConsumerKey byReference;
    byReference.secret = "keychain:consumer/ide";
    gateway::config::ConsumerSettings ide;
    ide.name = "ide";
    ide.keys = {byReference};
    settings.consumers = {ide};
    return settings;
}

} // namespace

TEST_CASE("lists each reference once with all its uses")
{
    const std::vector<app::NamedReference> expected{
        {"keychain:deepseek/main", {"provider deepseek, key main", "provider custom, key main"}},
        {"env:DEEPSEEK_API_KEY", {"provider deepseek, key spare"}},
        {"file:/extra", {"provider custom, header x-extra"}},
        {"keychain:proxy", {"provider custom, proxy"}},
        {"keychain:consumer/ide", {"consumer ide"}},
    };
    CHECK(app::referencesIn(someSettings()) == expected);
    CHECK(app::referencesIn(gateway::config::demoSettings()).empty());
}

TEST_CASE("key set stores in the keychain and prints the reference")
{
    KeyDesk desk;
    desk.command.set({SecretReference::Store::Keychain, "deepseek/main"}, Secret("sk-1"), desk.done());
    CHECK(desk.wait() == 0);
    CHECK(desk.store.entries["keychain:deepseek/main"] == "sk-1");
    CHECK_THAT(desk.out.str(), Catch::Contains("\"keychain:deepseek/main\"") && !Catch::Contains("sk-1"));
}

TEST_CASE("exits 1 with a reason when the store refuses")
{
    KeyDesk desk;
    desk.store.failures["keychain:a"] = ErrorKind::SecretLocked;
    desk.command.set({SecretReference::Store::Keychain, "a"}, Secret("sk-1"), desk.done());
    CHECK(desk.wait() == 1);
    CHECK_THAT(desk.err.str(), Catch::Contains("the keychain is locked"));
    CHECK(desk.out.str().empty());
}

TEST_CASE("key remove reports a missing key")
{
    KeyDesk desk;
    desk.command.remove({SecretReference::Store::Keychain, "nosuch"}, desk.done());
    CHECK(desk.wait() == 1);
    CHECK(desk.out.str().empty());
    CHECK_FALSE(desk.err.str().empty());
}

TEST_CASE("key remove deletes a key")
{
    KeyDesk desk;
    desk.store.entries["keychain:a"] = "sk-1";
    desk.command.remove({SecretReference::Store::Keychain, "a"}, desk.done());
    CHECK(desk.wait() == 0);
    CHECK(desk.store.entries.empty());
}

TEST_CASE("suggests the encrypted file when there is no keychain")
{
    KeyDesk desk;
    desk.store.failures["keychain:a"] = ErrorKind::SecretUnavailable;
    desk.command.set({SecretReference::Store::Keychain, "a"}, Secret("sk-1"), desk.done());
    CHECK(desk.wait() == 1);
    CHECK_THAT(desk.err.str(), Catch::Contains("signalboxd key set vault:a"));
}

TEST_CASE("stores a key in the encrypted file and asks for its passphrase")
{
    QTemporaryDir folder;
    const auto store = gateway::secrets::makeSystemStore(gateway::secrets::Vault::fileIn(folder.path()));
    std::ostringstream out;
    std::ostringstream err;
    const auto statusOf = [&](const char* passphrase, auto&& call) {
        app::KeyCommand command(*store, out, err);
        std::vector<bool> asked;
        command.setPassphrase([&](bool isNew) -> Result<Secret> {
            asked.push_back(isNew);
            return Secret(passphrase);
        });
        std::optional<int> status;
        call(command, [&](int value) { status = value; });
        while (!status)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        CHECK(asked.size() <= 1);
        return std::pair(*status, asked.empty() ? std::optional<bool>() : std::optional<bool>(asked.front()));
    };
    const SecretReference reference{SecretReference::Store::Vault, "a/main"};
    const auto set = [&](app::KeyCommand& command, app::KeyCommand::Done done) { command.set(reference, Secret("sk-1"), std::move(done)); };
    CHECK(statusOf("short", set) == std::pair(1, std::optional(true)));
    CHECK_THAT(err.str(), Catch::Contains("at least 8 characters"));
    CHECK(statusOf("long enough", set) == std::pair(0, std::optional(true)));
    CHECK_THAT(out.str(), Catch::Contains("\"vault:a/main\""));
    const auto remove = [&](app::KeyCommand& command, app::KeyCommand::Done done) { command.remove(reference, std::move(done)); };
    CHECK(statusOf("unused", remove) == std::pair(0, std::optional<bool>())); // already open
    CHECK(statusOf("unused", remove).first == 1); // already removed
}

TEST_CASE("key list shows the state of each reference but never a key")
{
    KeyDesk desk;
    desk.store.entries["keychain:deepseek/main"] = "sk-secret";
    desk.store.failures = {{"file:/extra", ErrorKind::SecretDenied}, {"keychain:proxy", ErrorKind::SecretLocked}};
    desk.command.list(someSettings(), desk.done());
    CHECK(desk.wait() == 0);
    const std::string text = desk.out.str();
    CHECK_THAT(text, !Catch::Contains("sk-secret"));
    struct Row {
        const char* reference;
        const char* state;
    };
    std::istringstream lines(text);
    std::string reference;
    for (const Row& row : {Row{"keychain:deepseek/main", "ready"}, Row{"env:DEEPSEEK_API_KEY", "missing"}, Row{"file:/extra", "denied"},
                           Row{"keychain:proxy", "locked"}, Row{"keychain:consumer/ide", "missing"}}) {
        std::string line;
        REQUIRE(std::getline(lines, line));
        CHECK_THAT(line, Catch::StartsWith(row.reference) && Catch::Contains(row.state));
    }
    CHECK_THAT(text, Catch::Contains("\nfile:/extra is denied: ")); // including the reason
}

TEST_CASE("key list names extra text in a key but not in other secrets")
{
    KeyDesk desk;
    desk.store.entries["keychain:deepseek/main"] = "'sk-secret'";
    desk.store.entries["env:DEEPSEEK_API_KEY"] = "Bearer sk-secret";
    desk.store.entries["keychain:proxy"] = "export X=secret"; // it may be a password
    desk.command.list(someSettings(), desk.done());
    CHECK(desk.wait() == 0);
    const std::string text = desk.out.str();
    CHECK_THAT(text, Catch::Contains("\nkeychain:deepseek/main is in quotes") && Catch::Contains("Remove them") && Catch::Contains("\nenv:DEEPSEEK_API_KEY starts with \"Bearer\""));
    CHECK_THAT(text, !Catch::Contains("NAME=VALUE") && !Catch::Contains("sk-secret"));
}

TEST_CASE("key list marks a key that no request can carry as invalid")
{
    const char* const key = GENERATE("sk-secret\nsk-secret-2", "sk-\x1bsecret", "sk-secret\r\n\r\n# of work");
    KeyDesk desk;
    desk.store.entries["keychain:deepseek/main"] = key;
    desk.store.entries["env:DEEPSEEK_API_KEY"] = "{\n\"type\": \"service_account\"\n}";
    desk.store.failures["file:/extra"] = ErrorKind::ConfigInvalid;
    desk.command.list(someSettings(), desk.done());
    CHECK(desk.wait() == 0);
    const std::string text = desk.out.str();
    CAPTURE(text);
    const auto lineOf = [&text](const std::string& reference) { return text.substr(text.find(reference), text.find('\n', text.find(reference)) - text.find(reference)); };
    CHECK_THAT(lineOf("keychain:deepseek/main"), Catch::Contains(" invalid "));
    CHECK_THAT(lineOf("env:DEEPSEEK_API_KEY"), Catch::Contains(" ready "));
    CHECK_THAT(text, Catch::Contains("\nkeychain:deepseek/main contains a line break") && Catch::Contains("Keep one key on one line"));
    CHECK_THAT(text, Catch::Contains("\nfile:/extra is invalid: ") && !Catch::Contains("secret-2"));
}

TEST_CASE("key list handles a configuration without keys")
{
    KeyDesk desk;
    desk.command.list(gateway::config::demoSettings(), desk.done());
    CHECK(desk.status == 0);
    CHECK_THAT(desk.out.str(), Catch::Contains("no keys"));
}

TEST_CASE("names every failure of a store")
{
    struct Row {
        ErrorKind kind;
        const char* word;
    };
    const auto row = GENERATE(values<Row>({
        {ErrorKind::SecretMissing, "missing"},
        {ErrorKind::SecretLocked, "locked"},
        {ErrorKind::SecretDenied, "denied"},
        {ErrorKind::SecretTimeout, "no answer"},
        {ErrorKind::SecretUnavailable, "unavailable"},
        {ErrorKind::ConfigInvalid, "invalid"},
    }));
    CHECK(app::stateWord(gateway::failure(row.kind, gateway::asIs(""))) == row.word);
}
