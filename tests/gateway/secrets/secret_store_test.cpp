#include "secret_calls.h"

#include "memory_secret_store.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

#include <sys/stat.h>

using namespace gateway;
using namespace gateway::secrets;

namespace {

std::string written(const QTemporaryDir& folder, const QByteArray& content,
                    QFileDevice::Permissions permissions = QFileDevice::ReadOwner | QFileDevice::WriteOwner)
{
    QFile file(folder.filePath(QStringLiteral("key")));
    REQUIRE(file.open(QIODevice::WriteOnly));
    REQUIRE(file.write(content) == content.size());
    file.close();
    REQUIRE(file.setPermissions(permissions));
    return "file:" + file.fileName().toStdString();
}

} // namespace

TEST_CASE("a secret in an environment variable")
{
    const auto store = makeSystemStore();
    qputenv("SIGNALBOX_TEST_KEY", " k\xc3\xa9y-1\n");
    const auto key = readNow(*store, "env:SIGNALBOX_TEST_KEY");
    REQUIRE(key);
    CHECK(key->reveal() == "k\xc3\xa9y-1");
    qputenv("SIGNALBOX_TEST_KEY", "");
    CHECK(codeOf(readNow(*store, "env:SIGNALBOX_TEST_KEY")) == "secret_missing");
    qunsetenv("SIGNALBOX_TEST_KEY");
    CHECK(codeOf(readNow(*store, "env:SIGNALBOX_TEST_KEY")) == "secret_missing");
}

TEST_CASE("a secret in a file that only its owner may read")
{
    struct Row { const char* content; const char* code; const char* value; };
    const auto row = GENERATE(values<Row>({
        {"sk-1", "", "sk-1"}, {"sk-1\n", "", "sk-1"}, {"sk-1\r\n", "", "sk-1"}, {"a\nb\n\n", "", "a\nb"},
        {"\xe5\xaf\x86\xe9\x92\xa5\n", "", "\xe5\xaf\x86\xe9\x92\xa5"}, {"", "secret_missing", ""}, {"\n", "secret_missing", ""},
    }));
    CAPTURE(row.content);
    QTemporaryDir folder;
    const auto store = makeSystemStore();
    const auto key = readNow(*store, written(folder, row.content));
    CHECK(codeOf(key) == row.code);
    if (key)
        CHECK(key->reveal() == row.value);
}

TEST_CASE("a file that others may read is refused with the remedy")
{
    const auto permission = GENERATE(QFileDevice::ReadGroup, QFileDevice::ReadOther, QFileDevice::WriteOther);
    QTemporaryDir folder;
    const auto store = makeSystemStore();
    const std::string reference = written(folder, "sk-top-secret", QFileDevice::ReadOwner | permission);
    const auto key = readNow(*store, reference);
    REQUIRE_FALSE(key);
    CHECK(key.error().kind == ErrorKind::SecretDenied);
    CHECK(key.error().message.find("chmod 600 " + reference.substr(5)) != std::string::npos);
    CHECK((key.error().message + key.error().detail).find("sk-top-secret") == std::string::npos);
}

TEST_CASE("what is no key file")
{
    QTemporaryDir folder;
    const auto store = makeSystemStore();
    CHECK(codeOf(readNow(*store, "file:" + folder.filePath(QStringLiteral("absent")).toStdString())) == "secret_missing");
    CHECK(codeOf(readNow(*store, "file:" + folder.path().toStdString())) == "secret_denied");
    CHECK(codeOf(readNow(*store, "file:/dev/zero")) == "secret_denied");
    const std::string pipe = folder.filePath(QStringLiteral("pipe")).toStdString();
    REQUIRE(::mkfifo(pipe.c_str(), 0600) == 0);
    CHECK(codeOf(readNow(*store, "file:" + pipe)) == "secret_denied");
    CHECK(readNow(*store, written(folder, QByteArray(65536, 'x'))));
    const auto large = readNow(*store, written(folder, QByteArray(65537, 'x')));
    CHECK(codeOf(large) == "secret_denied");
    CHECK(large.error().message.find("64 KiB") != std::string::npos);
}

TEST_CASE("only the keychain can be written")
{
    QTemporaryDir folder;
    const auto store = makeSystemStore();
    const std::string reference = GENERATE("env:SIGNALBOX_TEST_KEY", "file:/nonexistent/key");
    CHECK(codeOf(writeNow(*store, reference, "x")) == "secret_unavailable");
    CHECK(codeOf(removeNow(*store, reference)) == "secret_unavailable");
}

TEST_CASE("a store may go while calls are under way")
{
    auto store = makeSystemStore();
    bool isAnswered = false;
    for (const char* reference : {"env:HOME", "file:/etc/hostname", "keychain:test/never"})
        store->read(referenceOf(reference), [&](Result<Secret>) { isAnswered = true; });
    store.reset();
    QTest::qWait(50);
    CHECK_FALSE(isAnswered);
}

TEST_CASE("the store for tests behaves like the real one")
{
    MemorySecretStore store;
    QSignalSpy opened(&store, &SecretStore::mayBeReadable);
    CHECK(codeOf(readNow(store, "keychain:a/main")) == "secret_missing");
    CHECK(writeNow(store, "keychain:a/main", "k"));
    CHECK(readNow(store, "keychain:a/main")->reveal() == "k");
    store.failWith = ErrorKind::SecretLocked;
    CHECK(codeOf(readNow(store, "keychain:a/main")) == "secret_locked");
    CHECK(codeOf(writeNow(store, "keychain:a/main", "x")) == "secret_locked");
    store.open();
    CHECK(opened.count() == 1);
    CHECK(removeNow(store, "keychain:a/main"));
    CHECK(codeOf(readNow(store, "keychain:a/main")) == "secret_missing");
    CHECK(codeOf(writeNow(store, "env:X", "x")) == "secret_unavailable");
}
