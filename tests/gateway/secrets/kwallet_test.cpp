// Each tag runs in its own session: the keychain library chooses its service once per process.

#include "fake_wallet.h"
#include "secret_calls.h"

#include "gateway/secrets/keychain/keychain_note.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThreadPool>

#include <memory>

using namespace gateway;
using namespace gateway::secrets;

namespace {

struct Folder {
    QTemporaryDir dir;
    QString note = KeychainNote::fileIn(dir.path());

    void write(const char* word) const
    {
        QFile file(note);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(word);
    }
    std::string read() const
    {
        QFile file(note);
        return file.open(QIODevice::ReadOnly) ? file.readAll().trimmed().toStdString() : std::string();
    }
};

bool waitFor(QSignalSpy& spy) { return spy.count() > 0 || spy.wait(kCallLimit_ms); }

} // namespace

TEST_CASE("waits for keys stored in KWallet instead of reporting them missing in the keyring", "[kwallet-late]")
{
    qputenv("XDG_CURRENT_DESKTOP", "GNOME"); // the library by itself would ask the keyring, which is open
    const Folder folder;
    folder.write("kwallet\n");
    const auto store = makeSystemStore({}, 5000, folder.note);
    QSignalSpy moved(store.get(), &SecretStore::keychainMovedChanged);
    const auto read = readNow(*store, "keychain:a/main");
    CHECK(codeOf(read) == "secret_unavailable");
    CHECK(read.error().text().find("KWallet") != std::string::npos);
    CHECK(read.error().text().find("Secret Service") != std::string::npos);
    CHECK(read.error().param == "KWallet");
    CHECK(moved.count() == 1);
    CHECK(store->keychainMoved() == KeychainMove{KeychainService::KWallet, KeychainService::SecretService});
    CHECK(codeOf(writeNow(*store, "keychain:a/main", "new")) == "secret_unavailable");

    QSignalSpy readable(store.get(), &SecretStore::mayBeReadable);
    FakeWallet wallet;
    REQUIRE(wallet.isThere());
    wallet.put(QStringLiteral("a/main"), QStringLiteral("sk-0123456789"));
    REQUIRE(waitFor(readable));
    CHECK(secretNow(*store, "keychain:a/main") == "sk-0123456789");
    CHECK_FALSE(store->keychainMoved());
    REQUIRE(writeNow(*store, "keychain:b/main", "other"));
    CHECK(wallet.entry(QStringLiteral("b/main")) == QStringLiteral("other"));
    CHECK(qgetenv("XDG_CURRENT_DESKTOP") == "GNOME"); // changed only for the library
    CHECK(qEnvironmentVariableIsEmpty("KDE_SESSION_VERSION"));
}

TEST_CASE("lets the user continue with the available keyring", "[kwallet-gone]")
{
    const Folder folder;
    folder.write("kwallet\n");
    auto store = makeSystemStore({}, 5000, folder.note);
    REQUIRE(codeOf(readNow(*store, "keychain:a/main")) == "secret_unavailable");
    REQUIRE(store->keychainMoved());
    QSignalSpy readable(store.get(), &SecretStore::mayBeReadable);
    store->useFoundKeychain();
    REQUIRE(waitFor(readable));
    CHECK_FALSE(store->keychainMoved());
    CHECK(codeOf(readNow(*store, "keychain:a/main")) == "secret_missing");
    REQUIRE(writeNow(*store, "keychain:a/main", "sk-0123456789"));
    CHECK(secretNow(*store, "keychain:a/main") == "sk-0123456789");
    CHECK(QTest::qWaitFor([&] { return folder.read() == "secret-service"; }));
    store = makeSystemStore({}, 5000, folder.note);
    CHECK(secretNow(*store, "keychain:a/main") == "sk-0123456789");
    CHECK(removeNow(*store, "keychain:a/main"));
}

TEST_CASE("keys stored in the keyring stay there on Plasma", "[keyring-on-plasma]")
{
    qputenv("XDG_CURRENT_DESKTOP", "KDE");
    qputenv("KDE_SESSION_VERSION", "5");
    FakeWallet wallet;
    REQUIRE(wallet.isThere());
    const Folder folder;
    folder.write("secret-service\n");
    const auto store = makeSystemStore({}, 5000, folder.note);
    REQUIRE(writeNow(*store, "keychain:a/main", "sk-0123456789"));
    CHECK(secretNow(*store, "keychain:a/main") == "sk-0123456789");
    CHECK(wallet.openings == 0);
    CHECK(removeNow(*store, "keychain:a/main"));
    CHECK(qgetenv("XDG_CURRENT_DESKTOP") == "KDE");
}

TEST_CASE("remembers the service that stores the first key but not one that is only checked", "[kwallet-first]")
{
    qputenv("XDG_CURRENT_DESKTOP", "KDE");
    qputenv("KDE_SESSION_VERSION", "5");
    FakeWallet wallet;
    REQUIRE(wallet.isThere());
    const Folder folder;
    const auto store = makeSystemStore({}, 5000, folder.note);
    REQUIRE(writeNow(*store, "keychain:signalbox-check/1", "x"));
    CHECK(codeOf(readNow(*store, "keychain:a/main")) == "secret_missing");
    REQUIRE(QThreadPool::globalInstance()->waitForDone(10000)); // it writes the note
    CHECK(folder.read().empty());
    REQUIRE(writeNow(*store, "keychain:a/main", "sk-0123456789"));
    CHECK(QTest::qWaitFor([&] { return folder.read() == "kwallet"; }));
    CHECK(wallet.entry(QStringLiteral("a/main")) == QStringLiteral("sk-0123456789"));
}

TEST_CASE("opens a locked wallet only once while its dialog is unanswered", "[kwallet-locked]")
{
    qputenv("XDG_CURRENT_DESKTOP", "KDE");
    qputenv("KDE_SESSION_VERSION", "5");
    FakeWallet wallet;
    REQUIRE(wallet.isThere());
    wallet.put(QStringLiteral("a/main"), QStringLiteral("sk-a"));
    wallet.put(QStringLiteral("b/main"), QStringLiteral("sk-b"));
    wallet.lock();
    constexpr int kLimit_ms = 700;
    const Folder folder;
    const auto store = makeSystemStore({}, kLimit_ms, folder.note);
    QSignalSpy readable(store.get(), &SecretStore::mayBeReadable);
    std::vector<std::string> answers;
    for (int i = 0; i < 3; ++i)
        for (const char* const name : {"keychain:a/main", "keychain:b/main"})
            store->read(referenceOf(name), [&](const Result<Secret>& result) { answers.push_back(codeOf(result)); });
    REQUIRE(QTest::qWaitFor([&] { return answers.size() == 6; }, kCallLimit_ms));
    CHECK(answers == std::vector<std::string>(6, "secret_locked"));
    CHECK(codeOf(writeNow(*store, "keychain:a/main", "sk-new")) == "secret_locked");
    CHECK(codeOf(removeNow(*store, "keychain:a/main")) == "secret_locked");
    CHECK(wallet.openings == 1);
    CHECK(readable.count() == 0);

    wallet.unlock();
    REQUIRE(waitFor(readable));
    CHECK(secretNow(*store, "keychain:a/main") == "sk-a"); // the timed-out write did not take effect
    CHECK(secretNow(*store, "keychain:b/main") == "sk-b");
    CHECK(wallet.writings == 0);
    CHECK(wallet.openings == 3);

    QSignalSpy closed(store.get(), &SecretStore::keychainClosed);
    wallet.lock();
    REQUIRE(waitFor(closed));
    CHECK(wallet.openings == 3); // no further automatic attempts
}
