#include "secret_resolver.h"

#include "catch.h"
#include "memory_secret_store.h"

#include <QSignalSpy>
#include <QTest>

using namespace gateway;
using gateway::host::KeyHealth;
using gateway::host::SecretResolver;

namespace {

config::Settings settingsWith(std::vector<config::ProviderKey> keys)
{
    config::Settings settings;
    config::ProviderSettings provider;
    provider.id = "a";
    provider.keys = std::move(keys);
    settings.providers = {provider};
    return settings;
}

const config::ProviderKey kMain{"main", "keychain:a/main"};
const config::ProviderKey kSealed{"sealed", "vault:a/main"};

struct World {
    secrets::MemorySecretStore store;
    SecretResolver resolver{store};

    World()
    {
        store.values = {{kMain.secret, "sk-0123456789"}, {kSealed.secret, "sk-sealed"}};
        resolver.follow(settingsWith({kMain, kSealed}));
        settle();
    }
    void settle() { REQUIRE(QTest::qWaitFor([this] { return !resolver.isReading(); })); }
};

} // namespace

TEST_CASE("forgets keychain secrets while the keychain is locked")
{
    World world;
    REQUIRE(world.resolver.status(kMain).health == KeyHealth::Ready);
    QSignalSpy changed(&world.resolver, &SecretResolver::changed);
    Q_EMIT world.store.keychainClosed();
    CHECK(changed.count() == 1);
    CHECK(world.resolver.status(kMain).health == KeyHealth::Locked);
    CHECK_FALSE(world.resolver.resolved().at(kMain.secret));
    CHECK(world.resolver.status(kSealed).health == KeyHealth::Ready); // not in the keychain
    Q_EMIT world.store.keychainClosed();
    CHECK(changed.count() == 1);

    const int before = world.store.reads;
    world.resolver.refreshUnlocked(); // as each request without a usable key does: must not open a dialog each time
    world.settle();
    CHECK(world.store.reads == before + 1);
    CHECK(world.resolver.status(kMain).health == KeyHealth::Locked);
    Q_EMIT world.store.mayBeReadable();
    world.settle();
    CHECK(world.resolver.status(kMain).health == KeyHealth::Ready);
}

TEST_CASE("waits for the first read of every enabled key")
{
    secrets::MemorySecretStore store;
    store.values = {{kMain.secret, "sk-0123456789"}};
    SecretResolver resolver{store};
    const auto settle = [&] { REQUIRE(QTest::qWaitFor([&] { return !resolver.isReading(); })); };
    CHECK_FALSE(resolver.awaitsFirst());
    resolver.follow(settingsWith({kMain, kSealed}));
    CHECK(resolver.awaitsFirst());
    settle();
    CHECK_FALSE(resolver.awaitsFirst()); // a missing key counts as read
    resolver.refresh();
    CHECK(resolver.isReading());
    CHECK_FALSE(resolver.awaitsFirst());
    settle();
    config::ProviderKey off{"off", "keychain:a/off"};
    off.enabled = false;
    resolver.follow(settingsWith({kMain, off}));
    CHECK_FALSE(resolver.awaitsFirst());
}

TEST_CASE("distinguishes a key in another keychain from a missing keychain")
{
    World world;
    world.store.failWith = ErrorKind::SecretUnavailable;
    world.resolver.refresh();
    world.settle();
    CHECK(world.resolver.status(kMain).health == KeyHealth::Unavailable);
    CHECK_FALSE(world.resolver.status(kMain).isElsewhere);
    world.store.failParam = "KWallet";
    world.resolver.refresh();
    world.settle();
    CHECK(world.resolver.status(kMain).isElsewhere);
}

TEST_CASE("lists the secrets in the keychain including those of disabled and non-key fields")
{
    secrets::MemorySecretStore store;
    SecretResolver resolver(store);
    store.values = {{"keychain:a/main", "sk-0123456789"}, {"vault:a/main", "sk-sealed"}};
    config::Settings settings = settingsWith({kMain, kSealed, {"gone", "keychain:a/gone"}});
    settings.providers.front().proxy.secret = "keychain:proxy";
    settings.providers.front().keys.front().enabled = false;
    resolver.follow(settings);
    REQUIRE(resolver.inKeychain().size() == 3);
    CHECK(resolver.inKeychain().front().health == KeyHealth::Reading);
    REQUIRE(QTest::qWaitFor([&] { return !resolver.isReading(); }));
    const auto keys = resolver.inKeychain();
    REQUIRE(keys.size() == 3);
    CHECK(keys[0].reference == "keychain:a/gone");
    CHECK(keys[0].health == KeyHealth::Missing);
    CHECK(keys[0].message == "there is no such secret");
    CHECK(keys[1].reference == "keychain:a/main");
    CHECK(keys[1].health == KeyHealth::Ready); // although it is disabled
    CHECK(keys[2].reference == "keychain:proxy");
    CHECK(keys[2].health == KeyHealth::Missing);
}

TEST_CASE("keeps the last secret of a file while the file is unusable")
{
    const config::ProviderKey inFile{"main", "file:/run/secrets/key"};
    secrets::MemorySecretStore store;
    store.values = {{inFile.secret, "sk-first"}, {kMain.secret, "sk-0123456789"}};
    SecretResolver resolver{store};
    const auto settle = [&] { REQUIRE(QTest::qWaitFor([&] { return !resolver.isReading(); })); };
    const auto secret = [&] { return resolver.resolved().at(inFile.secret).value().reveal(); };
    resolver.follow(settingsWith({inFile, kMain}));
    settle();
    CHECK(resolver.files() == QStringList{QStringLiteral("/run/secrets/key")});
    QSignalSpy changed(&resolver, &SecretResolver::changed);
    const int before = store.reads;
    store.values = {{inFile.secret, "sk-second"}};
    resolver.refreshFiles();
    settle();
    CHECK(store.reads == before + 1); // reads files only
    CHECK(changed.count() == 1);
    CHECK(secret() == "sk-second");
    store.values.clear();
    resolver.refreshFiles();
    settle();
    CHECK(changed.count() == 1);
    CHECK(secret() == "sk-second");
    CHECK(resolver.status(inFile).health == KeyHealth::Ready);
    resolver.refresh(); // the keychain entry is gone
    settle();
    CHECK_FALSE(resolver.resolved().at(kMain.secret));
    CHECK(secret() == "sk-second");
    store.values = {{inFile.secret, "sk-third"}};
    resolver.refreshFiles();
    settle();
    CHECK(secret() == "sk-third");
}

TEST_CASE("identifies each secret by the first field that uses it")
{
    config::Settings settings = settingsWith({kMain, kSealed});
    settings.providers.push_back(settings.providers.front());
    settings.providers.back().keys.push_back({"other", "file:/key"});
    settings.providers.back().authHeaders = {{"x-key", {}, "env:HEADER"}};
    const auto fields = gateway::host::secretFields(settings);
    CHECK(fields.at(kSealed.secret) == "providers[0].keys[1].secret");
    CHECK(fields.at("file:/key") == "providers[1].keys[2].secret");
    CHECK(fields.at("env:HEADER") == "providers[1].auth.headers.x-key");
    CHECK(fields.size() == 4);
}

TEST_CASE("reports a key that no request can carry as malformed")
{
    struct Row { const char* secret; KeyHealth health; };
    const auto row = GENERATE(values<Row>({
        {"sk-1\nsk-2", KeyHealth::Malformed},
        {"sk-1\r\n\r\nsk-2", KeyHealth::Malformed},
        {"sk-\x1b[31m1", KeyHealth::Malformed},
        {"sk-1\n", KeyHealth::Ready},
        {"{\n\"type\": \"service_account\"\n}", KeyHealth::Ready},
        {"AWS_ACCESS_KEY_ID=AKIA\nAWS_SECRET_ACCESS_KEY=y", KeyHealth::Ready},
    }));
    CAPTURE(row.secret);
    secrets::MemorySecretStore store;
    SecretResolver resolver{store};
    store.values = {{kMain.secret, row.secret}};
    resolver.follow(settingsWith({kMain}));
    REQUIRE(QTest::qWaitFor([&] { return !resolver.isReading(); }));
    CHECK(resolver.status(kMain).health == row.health);
    CHECK((toText(resolver.status(kMain).message).find("line break") != std::string::npos) == (row.health == KeyHealth::Malformed));
}
