#include "gateway/host/health/health_keeper.h"

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

constexpr int kKeeperLimit_ms = 10000;

/// A keeper with a storage thread and a folder of its own.
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

TEST_CASE("what rests is written a little later, told sooner, and read by the next one")
{
    Storage storage;
    {
        HealthKeeper keeper(storage.folder.path(), storage.work);
        QSignalSpy told(&keeper, &HealthKeeper::changed);
        keeper.load(storage.settings);
        for (int i = 0; i < 100; ++i)
            keeper.take({rest("a")});
        REQUIRE(QTest::qWaitFor([&] { return !storage.text().isEmpty(); }, kKeeperLimit_ms));
        CHECK(told.size() == 1);
        CHECK(keeper.rests().size() == 1);
        storage.end(); // as the host does it: its work is for the keeper
    }
    storage.thread.start();
    HealthKeeper next(storage.folder.path(), storage.work);
    QSignalSpy restored(&next, &HealthKeeper::restored);
    next.load(storage.settings);
    REQUIRE(QTest::qWaitFor([&] { return restored.size() == 1; }, kKeeperLimit_ms));
    CHECK(next.rests().size() == 1);
    storage.end();
}

TEST_CASE("what is not written yet is at the end, and nothing before the file was read")
{
    Storage storage;
    HealthKeeper keeper(storage.folder.path(), storage.work);
    keeper.take({rest("a")});
    storage.end();
    keeper.finish();
    CHECK_FALSE(QFile::exists(storage.file()));

    Storage other;
    HealthKeeper ready(other.folder.path(), other.work);
    ready.load(other.settings);
    REQUIRE(QTest::qWaitFor(
        [&] {
            ready.take({rest("a")});
            return !other.text().isEmpty();
        },
        kKeeperLimit_ms));
    ready.take({});
    other.end();
    ready.finish();
    CHECK(other.text().contains("\"rests\":[\n]"));
}

TEST_CASE("where nothing rests and nothing did, no file is made")
{
    Storage storage;
    HealthKeeper keeper(storage.folder.path(), storage.work);
    keeper.load(storage.settings);
    storage.end();
    QTest::qWait(0);
    keeper.finish();
    CHECK_FALSE(QFile::exists(storage.file()));
}
