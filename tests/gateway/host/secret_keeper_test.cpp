#include "secret_keeper.h"

#include "catch.h"
#include "memory_secret_store.h"

#include <QSignalSpy>
#include <QTest>

using namespace gateway;
using gateway::host::KeyHealth;
using gateway::host::SecretKeeper;

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
    SecretKeeper keeper{store};

    World()
    {
        store.values = {{kMain.secret, "sk-0123456789"}, {kSealed.secret, "sk-sealed"}};
        keeper.follow(settingsWith({kMain, kSealed}));
        settle();
    }
    void settle() { REQUIRE(QTest::qWaitFor([this] { return !keeper.isReading(); })); }
};

} // namespace

TEST_CASE("when the keychain is locked its secrets are forgotten, until it is open again")
{
    World world;
    REQUIRE(world.keeper.status(kMain).health == KeyHealth::Ready);
    QSignalSpy changed(&world.keeper, &SecretKeeper::changed);
    Q_EMIT world.store.keychainClosed();
    CHECK(changed.count() == 1);
    CHECK(world.keeper.status(kMain).health == KeyHealth::Locked);
    CHECK_FALSE(world.keeper.resolved().at(kMain.secret));
    CHECK(world.keeper.status(kSealed).health == KeyHealth::Ready); // not in the keychain
    Q_EMIT world.store.keychainClosed();
    CHECK(changed.count() == 1);

    const int before = world.store.reads;
    world.keeper.refreshUnlocked(); // as each request does that lacks a key: no dialog for each
    world.settle();
    CHECK(world.store.reads == before + 1);
    CHECK(world.keeper.status(kMain).health == KeyHealth::Locked);
    Q_EMIT world.store.mayBeReadable();
    world.settle();
    CHECK(world.keeper.status(kMain).health == KeyHealth::Ready);
}

TEST_CASE("what is switched on and has not been read even once is awaited")
{
    secrets::MemorySecretStore store;
    store.values = {{kMain.secret, "sk-0123456789"}};
    SecretKeeper keeper{store};
    const auto settle = [&] { REQUIRE(QTest::qWaitFor([&] { return !keeper.isReading(); })); };
    CHECK_FALSE(keeper.awaitsFirst());
    keeper.follow(settingsWith({kMain, kSealed}));
    CHECK(keeper.awaitsFirst());
    settle();
    CHECK_FALSE(keeper.awaitsFirst()); // that there is no such key is an answer, too
    keeper.refresh();
    CHECK(keeper.isReading());
    CHECK_FALSE(keeper.awaitsFirst());
    settle();
    config::ProviderKey off{"off", "keychain:a/off"};
    off.enabled = false;
    keeper.follow(settingsWith({kMain, off}));
    CHECK_FALSE(keeper.awaitsFirst());
}

TEST_CASE("a key in another keychain than the one that is here is told from one without a keychain")
{
    World world;
    world.store.failWith = ErrorKind::SecretUnavailable;
    world.keeper.refresh();
    world.settle();
    CHECK(world.keeper.status(kMain).health == KeyHealth::Unavailable);
    CHECK_FALSE(world.keeper.status(kMain).isElsewhere);
    world.store.failParam = "KWallet";
    world.keeper.refresh();
    world.settle();
    CHECK(world.keeper.status(kMain).isElsewhere);
}

TEST_CASE("what is in the keychain is told by its references, those that no provider's key is among them")
{
    secrets::MemorySecretStore store;
    SecretKeeper keeper(store);
    store.values = {{"keychain:a/main", "sk-0123456789"}, {"vault:a/main", "sk-sealed"}};
    config::Settings settings = settingsWith({kMain, kSealed, {"gone", "keychain:a/gone"}});
    settings.providers.front().proxy.secret = "keychain:proxy";
    settings.providers.front().keys.front().enabled = false;
    keeper.follow(settings);
    REQUIRE(keeper.inKeychain().size() == 3);
    CHECK(keeper.inKeychain().front().health == KeyHealth::Reading);
    REQUIRE(QTest::qWaitFor([&] { return !keeper.isReading(); }));
    const auto keys = keeper.inKeychain();
    REQUIRE(keys.size() == 3);
    CHECK(keys[0].reference == "keychain:a/gone");
    CHECK(keys[0].health == KeyHealth::Missing);
    CHECK(keys[0].message == "there is no such secret");
    CHECK(keys[1].reference == "keychain:a/main");
    CHECK(keys[1].health == KeyHealth::Ready); // though it is switched off
    CHECK(keys[2].reference == "keychain:proxy");
    CHECK(keys[2].health == KeyHealth::Missing);
}

TEST_CASE("a secret of a file stays in use while the file is of no use")
{
    const config::ProviderKey inFile{"main", "file:/run/secrets/key"};
    secrets::MemorySecretStore store;
    store.values = {{inFile.secret, "sk-first"}, {kMain.secret, "sk-0123456789"}};
    SecretKeeper keeper{store};
    const auto settle = [&] { REQUIRE(QTest::qWaitFor([&] { return !keeper.isReading(); })); };
    const auto secret = [&] { return keeper.resolved().at(inFile.secret).value().reveal(); };
    keeper.follow(settingsWith({inFile, kMain}));
    settle();
    CHECK(keeper.files() == QStringList{QStringLiteral("/run/secrets/key")});
    QSignalSpy changed(&keeper, &SecretKeeper::changed);
    const int before = store.reads;
    store.values = {{inFile.secret, "sk-second"}};
    keeper.refreshFiles();
    settle();
    CHECK(store.reads == before + 1); // nothing but files
    CHECK(changed.count() == 1);
    CHECK(secret() == "sk-second");
    store.values.clear();
    keeper.refreshFiles();
    settle();
    CHECK(changed.count() == 1);
    CHECK(secret() == "sk-second");
    CHECK(keeper.status(inFile).health == KeyHealth::Ready);
    keeper.refresh(); // what is in the keychain is gone
    settle();
    CHECK_FALSE(keeper.resolved().at(kMain.secret));
    CHECK(secret() == "sk-second");
    store.values = {{inFile.secret, "sk-third"}};
    keeper.refreshFiles();
    settle();
    CHECK(secret() == "sk-third");
}

TEST_CASE("each secret is known by the first field that names it")
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

TEST_CASE("a key that no request can carry is not ready, and says why")
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
    SecretKeeper keeper{store};
    store.values = {{kMain.secret, row.secret}};
    keeper.follow(settingsWith({kMain}));
    REQUIRE(QTest::qWaitFor([&] { return !keeper.isReading(); }));
    CHECK(keeper.status(kMain).health == row.health);
    CHECK((keeper.status(kMain).message.find("line break") != std::string::npos) == (row.health == KeyHealth::Malformed));
}
