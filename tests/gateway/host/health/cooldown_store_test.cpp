#include "gateway/host/health/cooldown_store.h"

#include "catch.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThread>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

constexpr int kStoreLimit_ms = 10000;

/// A store with its own storage thread and folder.
struct Storage {
    Storage()
    {
        work.moveToThread(&thread);
        thread.start();
        config::ProviderSettings provider;
        provider.id = "p";
        provider.keys = {{"a", "env:A"}};
        settings.providers.push_back(provider);
    }
    ~Storage() { end(); }

    void end()
    {
        thread.quit();
        thread.wait();
    }
    QString file() const { return folder.filePath(u"state.json"_s); }
    QByteArray text() const
    {
        QFile read(file());
        return read.open(QIODevice::ReadOnly) ? read.readAll() : QByteArray();
    }

    QTemporaryDir folder;
    QThread thread;
    QObject work;
    config::Settings settings;
};

routing::Rest rest(const char* key)
{
    const WallTime now = std::chrono::floor<Milliseconds>(std::chrono::system_clock::now());
    return {"p", key, {}, config::FailureClass::KeyRejected, "401", now, now + std::chrono::hours(1)};
}

} // namespace

TEST_CASE("announces cooldowns at once and writes them later and restores them on the next start")
{
    Storage storage;
    {
        CooldownStore store(storage.folder.path(), storage.work);
        QSignalSpy told(&store, &CooldownStore::changed);
        store.load(storage.settings);
        for (int i = 0; i < 100; ++i)
            store.take({rest("a")});
        REQUIRE(QTest::qWaitFor([&] { return !storage.text().isEmpty(); }, kStoreLimit_ms));
        CHECK(told.size() == 1);
        CHECK(store.rests().size() == 1);
        storage.end(); // as the host does, because queued work refers to the store
    }
    storage.thread.start();
    CooldownStore next(storage.folder.path(), storage.work);
    QSignalSpy restored(&next, &CooldownStore::restored);
    next.load(storage.settings);
    REQUIRE(QTest::qWaitFor([&] { return restored.size() == 1; }, kStoreLimit_ms));
    CHECK(next.rests().size() == 1);
    storage.end();
}

TEST_CASE("writes pending cooldowns at the end but nothing before the file was read")
{
    Storage storage;
    CooldownStore store(storage.folder.path(), storage.work);
    store.take({rest("a")});
    storage.end();
    store.finish();
    CHECK_FALSE(QFile::exists(storage.file()));

    Storage other;
    CooldownStore ready(other.folder.path(), other.work);
    ready.load(other.settings);
    REQUIRE(QTest::qWaitFor(
        [&] {
            ready.take({rest("a")});
            return !other.text().isEmpty();
        },
        kStoreLimit_ms));
    ready.take({});
    other.end();
    ready.finish();
    CHECK(other.text().contains("\"rests\":[\n]"));
}

TEST_CASE("creates no file while there are no cooldowns")
{
    Storage storage;
    CooldownStore store(storage.folder.path(), storage.work);
    store.load(storage.settings);
    storage.end();
    QTest::qWait(0);
    store.finish();
    CHECK_FALSE(QFile::exists(storage.file()));
}
