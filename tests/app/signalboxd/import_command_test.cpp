#include "app/signalboxd/import_command.h"

#include "app/signalboxd/export_command.h"
#include "catch.h"
#include "memory_store.h"

#include <QCoreApplication>
#include <QFile>
#include <QTemporaryDir>

#include <sstream>

using gateway::ErrorKind;

namespace {

constexpr const char* kRoute = R"({"id": "r", "uri": "/*", "plugins": {"surprise": {}, "ai-proxy-multi": {"instances": [
    {"name": "one", "provider": "openai", "weight": 1, "auth": {"header": {"Authorization": "Bearer sk-import-one", "x-more": "sk-import-more"}}},
    {"name": "two", "provider": "deepseek", "weight": 1, "auth": {"header": {"Authorization": "Bearer ${TWO}"}}}]}}})";

struct ImportDesk {
    QTemporaryDir folder;
    test::MemoryStore store;
    std::ostringstream out;
    std::ostringstream err;
    app::ImportCommand command{store, out, err};

    QString configFile() const { return folder.filePath(QStringLiteral("config.json")); }
    void writeConfig(const char* text) const
    {
        QFile file(configFile());
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
    }
    std::string config() const
    {
        QFile file(configFile());
        return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : std::string();
    }
    int run(app::ImportOptions options, const std::string& text = kRoute)
    {
        std::optional<int> status;
        options.configFile = configFile();
        command.run(text, options, [&](int value) { status = value; });
        while (!status)
            QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
        return *status;
    }
    std::string all() const { return out.str() + err.str() + config(); }
};

} // namespace

TEST_CASE("import prints the configuration to standard output and notes to standard error")
{
    ImportDesk desk;
    CHECK(desk.run({}) == 0);
    CHECK_THAT(desk.out.str(),
        Catch::StartsWith("{") && Catch::Contains("\"keychain:one/main\"") && Catch::Contains("\"env:TWO\""));
    CHECK_THAT(desk.err.str(),
        Catch::Contains("not imported: plugin surprise (plugins.surprise): this plugin has no counterpart in Signalbox")
            && Catch::Contains("disabled: route \"r\": plugins.surprise is not imported")
            && Catch::Contains("in all: 1 imported, 3 imported but disabled, 1 not imported") && Catch::Contains("signalboxd key set one/main")
            && Catch::Contains("--store-keys") && Catch::Contains("env:TWO; set that variable"));
    CHECK(desk.config().empty());
    CHECK(desk.store.entries.empty());
    CHECK_THAT(desk.all(), !Catch::Contains("sk-import"));
}

TEST_CASE("import with --write adds to the file and keeps its entries and unknown fields")
{
    ImportDesk desk;
    desk.writeConfig(
        R"({"version": 1, "mine": 7, "providers": [{"id": "own", "type": "demo", "x_note": "kept"}], "routes": [{"id": "first", "targets": [{"provider": "own"}]}]})");
    CHECK(desk.run({.write = true}) == 0);
    CHECK_THAT(desk.config(),
        Catch::Contains("\"mine\": 7") && Catch::Contains("\"x_note\": \"kept\"") && Catch::Contains("\"one\"")
            && Catch::Contains("\"first\""));
    CHECK_THAT(desk.out.str(), Catch::Contains("2 imported providers, 1 route and 0 consumers"));
    const std::string before = desk.config();
    CHECK(desk.run({.write = true}) == 0); // a second run changes nothing
    CHECK(desk.config() == before);
    CHECK_THAT(desk.all(), !Catch::Contains("sk-import"));
}

TEST_CASE("import with --write creates a missing file")
{
    ImportDesk desk;
    CHECK(desk.run({.write = true}) == 0);
    CHECK_THAT(desk.config(), Catch::Contains("\"$schema\"") && Catch::Contains("\"one\"") && !Catch::Contains("demo"));
}

TEST_CASE("import refuses or replaces an entry of the same name and a refusal changes nothing")
{
    ImportDesk desk;
    const char* before = R"({"version": 1, "providers": [{"id": "one", "type": "demo"}]})";
    desk.writeConfig(before);
    CHECK(desk.run({.write = true, .storeKeys = true}) == 1);
    CHECK_THAT(desk.err.str(), Catch::Contains("another provider \"one\"") && Catch::Contains("--replace"));
    CHECK(desk.config() == before);
    CHECK(desk.store.entries.empty());
    CHECK(desk.run({.write = true, .replace = true}) == 0);
    CHECK_THAT(desk.config(), Catch::Contains("\"openai\"") && !Catch::Contains("\"demo\""));
}

TEST_CASE("import does not touch an invalid configuration")
{
    ImportDesk desk;
    desk.writeConfig(R"({"version": 1, "providers": 7})");
    CHECK(desk.run({.write = true}) == 1);
    CHECK_THAT(desk.err.str(), Catch::Contains("providers") && Catch::Contains("--check-config"));
    CHECK(desk.config() == R"({"version": 1, "providers": 7})");
}

TEST_CASE("import with --store-keys stores the keys in the keychain first")
{
    ImportDesk desk;
    CHECK(desk.run({.write = true, .storeKeys = true}) == 0);
    CHECK(desk.store.entries
        == std::map<std::string, std::string>{
            {"keychain:one/main", "sk-import-one"}, {"keychain:one/x-more", "sk-import-more"}});
    CHECK_THAT(desk.err.str(), Catch::Contains("stored keychain:one/main"));
    CHECK_THAT(desk.all(), !Catch::Contains("sk-import"));
}

TEST_CASE("a keychain that refuses or holds another key leaves the file unchanged")
{
    ImportDesk desk;
    SECTION("locked")
    {
        desk.store.failures["keychain:one/main"] = ErrorKind::SecretLocked;
        CHECK(desk.run({.write = true, .storeKeys = true}) == 1);
    }
    SECTION("another key")
    {
        desk.store.entries["keychain:one/main"] = "sk-older";
        CHECK(desk.run({.write = true, .storeKeys = true}) == 1);
        CHECK_THAT(desk.err.str(), Catch::Contains("another key as keychain:one/main") && Catch::Contains("--replace"));
        CHECK(desk.store.entries["keychain:one/main"] == "sk-older");
        CHECK(desk.config().empty());
        CHECK(desk.run({.write = true, .replace = true, .storeKeys = true}) == 0);
        CHECK(desk.store.entries["keychain:one/main"] == "sk-import-one");
        return;
    }
    CHECK(desk.config().empty());
}

TEST_CASE("exits 1 with a reason when the text is not a configuration")
{
    ImportDesk desk;
    CHECK(desk.run({}, "hello: world") == 1);
    CHECK_THAT(desk.err.str(), Catch::Contains("signalboxd: this is neither"));
    CHECK(desk.out.str().empty());
}

TEST_CASE("reads the text from a file or standard input")
{
    std::istringstream in("text");
    CHECK(app::readImportFile(QStringLiteral("-"), in) == std::string("text"));
    CHECK_FALSE(app::readImportFile(QStringLiteral("/none.yaml"), in));
    std::istringstream large(std::string(9 * 1024 * 1024, ' '));
    CHECK_THAT(app::readImportFile(QStringLiteral("-"), large).error().text(), Catch::Contains("8 MiB"));
}

TEST_CASE("export prints the routes and reports to standard error what it cannot express")
{
    gateway::config::Settings settings;
    settings.providers.emplace_back().id = "q";
    settings.providers.back().type = "qwen";
    settings.providers.back().keys.push_back({"main", "keychain:q/main"});
    settings.routes.emplace_back().id = "r";
    settings.routes.back().targets.push_back({"q", {}, 0, 1, {}});
    std::ostringstream out;
    std::ostringstream err;
    CHECK(app::exportConfiguration(settings, gateway::config::foreign::Program::Apisix, {}, out, err) == 0);
    CHECK_THAT(out.str(),
        Catch::Contains("openai-compatible")
            && Catch::Contains("compatible-mode/v1/chat/completions")); // from the catalog
    CHECK_THAT(err.str(), Catch::Contains("note: providers[0].keys"));
    std::ostringstream none;
    CHECK(app::exportConfiguration(settings, gateway::config::foreign::Program::Apisix, {"s"}, none, err) == 1);
    CHECK(none.str().empty());
}
