#include "catch.h"
#include "fake_gateway.h"
#include "records.h"
#include "test_language.h"

#include "ui/models/providers/provider_draft.h"

#include <QTest>

using gateway::ErrorKind;
using gateway::Secret;
using ui::models::DraftField;
using ui::models::DraftProblem;
using ui::models::KeyPlace;
using ui::models::ProviderDraft;

namespace {

struct ProviderDraftWorld {
    FakeOf<gateway::host::Configuration, gateway::host::Secrets, gateway::host::Providers> gateway;

    const gateway::providers::CatalogEntry& entry(const char* id) const { return *gateway.catalog().find(id); }
    ProviderDraft draft(const char* id) const
    {
        ProviderDraft made(entry(id));
        made.key.secret = Secret("sk-typed");
        return made;
    }
    std::optional<DraftProblem> save(const ProviderDraft& draft)
    {
        std::optional<std::optional<DraftProblem>> answer;
        QObject context;
        ui::models::save(gateway, draft, &context, [&](std::optional<DraftProblem> found) { answer = std::move(found); });
        CHECK(QTest::qWaitFor([&] { return answer.has_value(); }));
        return answer.value_or(DraftProblem{});
    }
};

} // namespace

TEST_CASE("reports what a provider draft lacks")
{
    struct Row {
        const char* name;
        const char* entry;
        std::function<void(ProviderDraft&)> type;
        std::optional<DraftField> field;
    };
    const auto nothing = [](ProviderDraft&) {};
    const auto noKey = [](ProviderDraft& draft) { draft.key.secret = {}; };
    const auto row = GENERATE_COPY(values<Row>({
        {"complete", "deepseek", nothing, {}},
        {"no key", "deepseek", noKey, DraftField::Key},
        {"no key when none is needed", "ollama", noKey, {}},
        {"no name", "deepseek", [](ProviderDraft& draft) { draft.id.clear(); }, DraftField::Name},
        {"a slash in the name", "deepseek", [](ProviderDraft& draft) { draft.id = "a/b"; }, DraftField::Name},
        {"a name that is taken", "deepseek", [](ProviderDraft& draft) { draft.id = "demo"; }, DraftField::Name},
        {"no address", "openai-compatible", nothing, DraftField::Address},
        {"an invalid address", "openai-compatible", [](ProviderDraft& draft) { draft.address = "localhost:8000"; }, DraftField::Address},
        {"a port with a letter", "openai-compatible", [](ProviderDraft& draft) { draft.address = "http://127.0.0.1:99x1/v1"; }, DraftField::Address},
        {"port 0", "openai-compatible", [](ProviderDraft& draft) { draft.address = "http://localhost:0/v1"; }, DraftField::Address},
        {"Signalbox itself", "openai-compatible", [](ProviderDraft& draft) { draft.address = "http://localhost:8080/v1"; }, DraftField::Address},
        {"a key in the address", "openai-compatible", [](ProviderDraft& draft) { draft.address = "http://127.0.0.1:8000/v1?api_key=sk-1"; }, DraftField::Address},
        {"a password in the address", "openai-compatible", [](ProviderDraft& draft) { draft.address = "http://me:secret@127.0.0.1:8000/v1"; }, DraftField::Address},
        {"an address", "openai-compatible", [](ProviderDraft& draft) { draft.address = "http://127.0.0.1:8000/v1"; }, {}},
        {"a field of the address", "cloudflare", nothing, DraftField::Setting},
        {"the field filled", "cloudflare", [](ProviderDraft& draft) { draft.settings.front().second = "abc"; }, {}},
        {"a field that the address no longer has", "cloudflare", [](ProviderDraft& draft) { draft.address = "https://gateway.example/v1"; }, {}},
        {"a variable", "deepseek",
         [](ProviderDraft& draft) {
             draft.key.place = KeyPlace::Environment;
             draft.key.source = "DEEPSEEK_API_KEY";
         },
         {}},
        {"a key in place of a variable's name", "deepseek",
         [](ProviderDraft& draft) {
             draft.key.place = KeyPlace::Environment;
             draft.key.source = "sk-1234-abc";
         },
         DraftField::KeyPlace},
        {"the same of letters and digits only", "deepseek",
         [](ProviderDraft& draft) {
             draft.key.place = KeyPlace::Environment;
             draft.key.source = "gsk_abcdefghijklmnopqrst";
         },
         DraftField::KeyPlace},
        {"a file by half a path", "deepseek",
         [](ProviderDraft& draft) {
             draft.key.place = KeyPlace::File;
             draft.key.source = "key.txt";
         },
         DraftField::KeyPlace},
        {"a key until quit", "deepseek",
         [](ProviderDraft& draft) {
             draft.key.place = KeyPlace::Session;
             draft.key.secret = Secret("sk-1");
         },
         {}},
        {"no passphrase for a new encrypted file", "deepseek",
         [](ProviderDraft& draft) {
             draft.key.place = KeyPlace::Vault;
             draft.key.secret = Secret("sk-1");
             draft.key.vault = gateway::host::VaultState::Absent;
         },
         DraftField::Passphrase},
        {"two passphrases that differ", "deepseek",
         [](ProviderDraft& draft) {
             draft.key.place = KeyPlace::Vault;
             draft.key.secret = Secret("sk-1");
             draft.key.vault = gateway::host::VaultState::Absent;
             draft.key.passphrase = Secret("long enough");
             draft.key.isRepeated = false;
         },
         DraftField::Passphrase},
        {"an open encrypted file", "deepseek",
         [](ProviderDraft& draft) {
             draft.key.place = KeyPlace::Vault;
             draft.key.secret = Secret("sk-1");
         },
         {}},
    }));
    CAPTURE(row.name);
    ProviderDraftWorld world;
    ProviderDraft draft = world.draft(row.entry);
    row.type(draft);
    const auto problems = draft.check(world.gateway.settings());
    REQUIRE(problems.size() == (row.field ? 1U : 0U));
    if (row.field) {
        CHECK(problems.front().field == *row.field);
        CHECK_FALSE(problems.front().text.isEmpty());
        CHECK_FALSE(problems.front().text.contains(QStringLiteral("sk-")));
    }
}

TEST_CASE("builds the settings of a new provider")
{
    ProviderDraftWorld world;
    const auto settings = world.draft("deepseek").toSettings();
    CHECK(settings.id == "deepseek");
    CHECK(settings.type == "deepseek");
    CHECK_FALSE(settings.baseUrl);
    REQUIRE(settings.keys.size() == 1);
    CHECK(settings.keys.front().name == "main");
    CHECK(settings.keys.front().secret == "keychain:deepseek/main");

    ProviderDraft other = world.draft("deepseek");
    other.address = "https://api.deepseek.com/";
    CHECK_FALSE(other.toSettings().baseUrl); // differs from the catalog only by a slash
    other.address = "https://proxy.example/v1";
    CHECK(other.toSettings().baseUrl == "https://proxy.example/v1");
}

TEST_CASE("saves the key before the settings")
{
    ProviderDraftWorld world;
    CHECK_FALSE(world.save(world.draft("deepseek")));
    CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-typed");
    REQUIRE(world.gateway.settings().provider("deepseek"));
}

TEST_CASE("changes nothing when the keychain does not accept the key")
{
    const auto kind = GENERATE(ErrorKind::SecretLocked, ErrorKind::SecretUnavailable, ErrorKind::SecretDenied, ErrorKind::SecretTimeout, ErrorKind::InvalidRequest);
    ProviderDraftWorld world;
    world.gateway.secretError = gateway::Error{kind, "the store's words"};
    const auto problem = world.save(world.draft("deepseek"));
    REQUIRE(problem);
    CHECK(problem->field == DraftField::Key);
    CHECK(problem->text != QStringLiteral("the store's words"));
    CHECK(world.gateway.changes == 0);
    CHECK_FALSE(world.gateway.settings().provider("deepseek"));
}

TEST_CASE("uses a late stored key if it is still wanted and otherwise deletes it")
{
    ProviderDraftWorld world;
    world.gateway.secretError = gateway::Error{GENERATE(ErrorKind::SecretLocked, ErrorKind::SecretTimeout), "it asks its user"};
    std::vector<std::optional<DraftProblem>> told;
    auto context = std::make_unique<QObject>();
    bool isWanted = true;
    bool isSaved = false;
    SECTION("still wanted") { isSaved = true; }
    SECTION("no longer wanted") { isWanted = false; }
    SECTION("the dialog is gone") {}
    const bool isLeft = isWanted && !isSaved;
    ui::models::save(world.gateway, world.draft("deepseek"), context.get(), [&](std::optional<DraftProblem> found) { told.push_back(std::move(found)); }, [&] { return isWanted; });
    REQUIRE(QTest::qWaitFor([&] { return told.size() == 1; }));
    CHECK(told.front());
    CHECK(world.gateway.secrets.empty());
    if (isLeft) context.reset();
    world.gateway.unlock();
    if (isSaved) {
        REQUIRE(QTest::qWaitFor([&] { return told.size() == 2; }));
        CHECK_FALSE(told.back());
        CHECK(world.gateway.settings().provider("deepseek"));
        CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-typed");
    } else {
        CHECK(QTest::qWaitFor([&] { return world.gateway.secrets.empty(); }));
        CHECK(world.gateway.removedSecrets == std::vector<std::string>{"keychain:deepseek/main"});
        CHECK_FALSE(world.gateway.settings().provider("deepseek"));
        CHECK(told.size() == 1);
    }
}

TEST_CASE("a refused change deletes the new key and keeps an old one")
{
    ProviderDraftWorld world;
    world.gateway.changeError = gateway::Error{ErrorKind::ConfigInvalid, "is not a URL", {}, "providers[1].base_url"};
    SECTION("a new provider")
    {
        const auto problem = world.save(world.draft("deepseek"));
        REQUIRE(problem);
        CHECK(problem->field == DraftField::Address);
        CHECK(problem->text.toStdString() == "This base URL is not valid. Use the form https://host/v1, without user name, password or fragment (#)");
        CHECK(problem->detail.toStdString() == "is not a URL");
        CHECK(QTest::qWaitFor([&] { return world.gateway.secrets.empty(); }));
    }
    SECTION("an existing provider")
    {
        world.gateway.addProvider("deepseek");
        ProviderDraft draft(world.entry("deepseek"), *world.gateway.settings().provider("deepseek"));
        draft.key.secret = Secret("sk-new");
        REQUIRE(world.save(draft));
        QCoreApplication::processEvents();
        CHECK(world.gateway.secrets.count("keychain:deepseek/main") == 1);
    }
}

TEST_CASE("editing keeps what the form does not show")
{
    ProviderDraftWorld world;
    world.gateway.addProvider("deepseek");
    auto& before = world.gateway.m_settings.providers.back();
    before.keys.push_back({"spare", "env:DEEPSEEK_SPARE", 3, false});
    before.modelMap = {{"gpt-4o*", "deepseek-chat"}};
    before.timeouts.firstByte_ms = 1234;

    ProviderDraft draft(world.entry("deepseek"), before);
    CHECK(draft.check(world.gateway.settings()).empty()); // nothing typed: the stored key remains
    CHECK_FALSE(draft.secretToStore());
    CHECK(draft.toSettings() == before);

    auto meanwhile = world.gateway.settings();
    meanwhile.providers.back().timeouts.connect_ms = 7777; // edited in the file
    REQUIRE(draft.check(meanwhile).size() == 1);
    CHECK(draft.check(meanwhile).front().field == DraftField::Whole);
    meanwhile.providers.pop_back();
    REQUIRE(draft.check(meanwhile).size() == 1); // it would return without its routes
    CHECK(draft.check(meanwhile).front().text.startsWith(QStringLiteral("The provider was removed from the configuration")));

    draft.address = "https://proxy.example/v1";
    auto expected = before;
    expected.baseUrl = "https://proxy.example/v1";
    CHECK(draft.toSettings() == expected);
    CHECK_FALSE(world.save(draft));
    CHECK(world.gateway.settings().providers.back() == expected);
    CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-stored");
}

TEST_CASE("deletes a key that moves out of the keychain")
{
    ProviderDraftWorld world;
    world.gateway.addProvider("deepseek");
    ProviderDraft draft(world.entry("deepseek"), *world.gateway.settings().provider("deepseek"));
    draft.key.place = KeyPlace::Environment;
    draft.key.source = "DEEPSEEK_API_KEY";
    CHECK_FALSE(world.save(draft));
    CHECK(world.gateway.settings().provider("deepseek")->keys.front().secret == "env:DEEPSEEK_API_KEY");
    CHECK(QTest::qWaitFor([&] { return world.gateway.secrets.empty(); }));
}

TEST_CASE("opens the encrypted file for a key that moves into it and clears the keychain")
{
    ProviderDraftWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.m_status.vault = gateway::host::VaultState::Locked;
    world.gateway.vaultPassphrase = "the right one";
    ProviderDraft draft(world.entry("deepseek"), *world.gateway.settings().provider("deepseek"));
    draft.key.place = KeyPlace::Vault;
    draft.key.vault = gateway::host::VaultState::Locked;
    draft.key.secret = Secret("sk-moved");
    draft.key.passphrase = Secret("a wrong one");
    const auto problem = world.save(draft);
    REQUIRE(problem);
    CHECK(problem->field == DraftField::Passphrase);
    CHECK(world.gateway.secrets["keychain:deepseek/main"] == "sk-stored");
    draft.key.passphrase = Secret("the right one");
    CHECK_FALSE(world.save(draft));
    CHECK(world.gateway.settings().provider("deepseek")->keys.front().secret == "vault:deepseek/main");
    CHECK(QTest::qWaitFor([&] { return world.gateway.secrets.size() == 1; }));
    CHECK(world.gateway.secrets["vault:deepseek/main"] == "sk-moved");
}

TEST_CASE("adds a further key")
{
    ProviderDraftWorld world;
    world.gateway.addProvider("deepseek");
    ui::models::KeyDraft key;
    key.name = "spare";
    key.secret = Secret("sk-spare");
    key.weight = 2;
    CHECK(ui::models::checkKeyDraft(key, {"main"}).empty());
    CHECK(ui::models::checkKeyDraft(key, {"main", "spare"}).front().field == DraftField::Name);
    bool isDone = false;
    QObject context;
    ui::models::saveKey(world.gateway, "deepseek", key, &context, [&](const std::optional<DraftProblem>& problem) { isDone = !problem; });
    CHECK(QTest::qWaitFor([&] { return isDone; }));
    CHECK(world.gateway.settings().provider("deepseek")->keys.size() == 2);
    CHECK(world.gateway.secrets["keychain:deepseek/spare"] == "sk-spare");
}

TEST_CASE("does not store a key of a removed provider")
{
    ProviderDraftWorld world;
    ui::models::KeyDraft key;
    key.name = "spare";
    key.secret = Secret("sk-spare");
    QObject context;
    std::optional<DraftProblem> told;
    ui::models::saveKey(world.gateway, "deepseek", key, &context, [&](const std::optional<DraftProblem>& problem) { told = problem; });
    REQUIRE(told);
    CHECK(told->field == DraftField::Whole);
    CHECK(world.gateway.secrets.empty());
}

TEST_CASE("shows a gateway error at its field without the configuration path")
{
    struct Row {
        const char* path;
        ErrorKind kind;
        DraftField field;
        const char* text;
    };
    const auto row = GENERATE(values<Row>({
        {"providers[1].id", ErrorKind::ConfigInvalid, DraftField::Name, "This name is not valid. Use only letters, digits, - _ and ."},
        {"providers[1].keys[0].secret", ErrorKind::ConfigInvalid, DraftField::Key, "This key is not valid. Paste it again, or choose another place under “Stored in”"},
        {"providers[1].settings.account_id", ErrorKind::ConfigInvalid, DraftField::Setting, "This value is not valid. Copy it again from the provider’s console"},
        {"listen.address", ErrorKind::ConfigInvalid, DraftField::Whole, "The configuration would not be valid"},
        {"", ErrorKind::ConfigInvalid, DraftField::Whole, "The configuration file has an error. Fix the file first, so that nothing is lost"},
        {"", ErrorKind::Io, DraftField::Whole, "The configuration file cannot be written. Make it writable, make room on the disk, and try again"},
    }));
    ProviderDraftWorld world;
    world.gateway.changeError = gateway::Error{row.kind, std::string(row.path) + ": " + row.path + ": must be something", {}, row.path};
    const auto problem = world.save(world.draft("ollama"));
    REQUIRE(problem);
    CHECK(problem->field == row.field);
    CHECK(problem->text.toStdString() == row.text);
}

TEST_CASE("reports a name that is too long")
{
    const Language language("en");
    ProviderDraftWorld world;
    auto draft = world.draft("ollama");
    draft.id = std::string(ProviderDraft::kLongestName, 'a');
    CHECK(draft.check(world.gateway.settings()).empty());
    draft.id += 'a';
    const auto problems = draft.check(world.gateway.settings());
    REQUIRE(problems.size() == 1);
    CHECK(problems.front().field == DraftField::Name);
    CHECK(problems.front().text == QStringLiteral("At most 128 characters"));
}

TEST_CASE("finds a free id")
{
    ProviderDraftWorld world;
    CHECK(ui::models::freeId(world.gateway.settings(), "deepseek") == "deepseek");
    world.gateway.addProvider("deepseek");
    CHECK(ui::models::freeId(world.gateway.settings(), "deepseek") == "deepseek-2");
}

TEST_CASE("names a provider after its address")
{
    struct Row {
        const char* address;
        const char* name;
    };
    const auto row = GENERATE(values<Row>({
        {"https://api.acme.dev/v1", "acme"},
        {"https://acme.dev:8443/v1", "acme"},
        {"https://llm.eu.acme.co.uk", "acme"},
        {"https://api.co.uk", "api"},
        {"https://API.Acme-AI.dev", "acme-ai"},
        {"http://gpu.local:8000/v1", "gpu"},
        {"http://gpu-box:8000/v1", "gpu-box-8000"},
        {"http://gpu", "gpu"},
        {"http://localhost:11434", "localhost-11434"},
        {"http://127.0.0.1:11434/v1", "localhost-11434"},
        {"http://[::1]:11434/v1", "localhost-11434"},
        {"http://127.0.0.2:4321", "localhost-4321"},
        {"http://localhost", "localhost"},
        {"http://10.0.0.5:8000/v1", "10.0.0.5-8000"},
        {"http://[fd00::5]:8000", "fd00--5-8000"},
        {"https://模型.example.中国/v1", "example"},
        {"localhost:8000", "localhost-8000"},
        {"https://", ""},
        {"", ""},
    }));
    CAPTURE(row.address);
    ProviderDraftWorld world;
    const std::string name = ui::models::nameOfAddress(row.address);
    CHECK(name == row.name);
    if (name.empty()) return;
    ProviderDraft draft = world.draft("openai-compatible");
    draft.id = name;
    draft.address = "https://elsewhere.example/v1";
    CHECK(draft.check(world.gateway.settings()).empty()); // it is a valid one
}

TEST_CASE("removing a provider never extends what a consumer may use")
{
    ProviderDraftWorld world;
    world.gateway.addProvider("deepseek");
    auto only = twoTargetRoute();
    only.targets.pop_back();
    world.gateway.m_settings.routes.push_back(only);
    gateway::config::ConsumerSettings one;
    one.name = "one";
    one.routes = {"deepseek"};
    gateway::config::ConsumerSettings both;
    both.name = "both";
    both.routes = {"deepseek", "demo-down"};
    world.gateway.m_settings.consumers = {one, both};
    const auto removed = ui::models::withoutProviders(world.gateway.settings(), {"deepseek"});
    CHECK(removed.after.consumers[0].routes == one.routes); // the gateway refuses it and says why
    CHECK(removed.after.consumers[1].routes == std::vector<std::string>{"demo-down"});
}

TEST_CASE("does not remove a secret that is still in use")
{
    ProviderDraftWorld world;
    auto& settings = world.gateway.m_settings;
    world.gateway.addProvider("deepseek");
    CHECK(ui::models::isReferenced(settings, "keychain:deepseek/main"));
    CHECK_FALSE(ui::models::isReferenced(settings, "keychain:other"));
    settings.providers.back().proxy.secret = "keychain:other";
    CHECK(ui::models::isReferenced(settings, "keychain:other"));
    settings.providers.back().proxy.secret.clear();
    gateway::config::ConsumerSettings consumer;
    consumer.keys.emplace_back();
    consumer.keys.back().secret = "keychain:other";
    settings.consumers = {consumer};
    CHECK(ui::models::isReferenced(settings, "keychain:other"));
}

TEST_CASE("removes a provider together with the routes that led only to it")
{
    ProviderDraftWorld world;
    world.gateway.addProvider("deepseek");
    world.gateway.addProvider("qwen");
    world.gateway.m_settings.routes.push_back(twoTargetRoute());
    auto only = twoTargetRoute();
    only.id = "only";
    only.targets.pop_back();
    world.gateway.m_settings.routes.push_back(only);
    const auto all = world.gateway.settings();

    const auto removed = ui::models::withoutProviders(all, {"deepseek"});
    CHECK_FALSE(removed.after.provider("deepseek"));
    REQUIRE(removed.after.routes.size() == all.routes.size() - 1); // "only" has no target left
    CHECK(removed.after.routes.back().targets.size() == 1);
    CHECK(removed.unusedSecrets == std::vector<std::string>{"keychain:deepseek/main"});
}

TEST_CASE("says what is wrong with a base URL")
{
    struct Row {
        const char* address;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"", "Enter a base URL, such as http://127.0.0.1:8000/v1"},
        {"http://127.0.0.1:99x1/v1", "The port “99x1” is not valid. Use a number from 1 to 65535"},
        {"https://[::1]:70000/v1", "The port “70000” is not valid. Use a number from 1 to 65535"},
        {"http://localhost:/v1", "The port “” is not valid. Use a number from 1 to 65535"},
        {"ftp://files.example/v1", "The base URL must start with http:// or https://"},
        {"http://", "This base URL is not valid. Use the form https://host/v1, without user name, password or fragment (#)"},
    }));
    CAPTURE(row.address);
    const Language language("en");
    const ProviderDraftWorld world;
    ProviderDraft draft = world.draft("openai-compatible");
    draft.address = row.address;
    std::vector<std::string> said;
    for (const auto& problem : draft.check(world.gateway.settings()))
        if (problem.field == DraftField::Address) said.push_back(problem.text.toStdString());
    CHECK(said == std::vector<std::string>{row.says});
}

TEST_CASE("adds the scheme that a typed address lacks")
{
    struct Row {
        const char* typed;
        const char* whole;
    };
    const auto row = GENERATE(values<Row>({
        {"127.0.0.1:9911", "http://127.0.0.1:9911"},
        {"localhost:8000/v1", "http://localhost:8000/v1"},
        {"[::1]:8000", "http://[::1]:8000"},
        {"api.acme.dev/v1", "https://api.acme.dev/v1"},
        {"box:8000", "https://box:8000"},
        {"127.0.0.1:99x1/v1", "http://127.0.0.1:99x1/v1"},
        {"https://api.acme.dev", "https://api.acme.dev"},
        {"acme", "acme"},
        {"a b", "a b"},
        {"", ""},
    }));
    CAPTURE(row.typed);
    CHECK(ui::models::withScheme(row.typed) == row.whole);
}
