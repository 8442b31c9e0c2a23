#include "secret_calls.h"

#include "memory_secret_store.h"

#include "gateway/secrets/secret_file.h"

#include <QFile>
#include <QSignalSpy>
#include <QStorageInfo>
#include <QTemporaryDir>

#include <sys/stat.h>
#include <unistd.h>

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

TEST_CASE("reads a secret from an environment variable")
{
    const auto store = makeSystemStore();
    qputenv("SIGNALBOX_TEST_KEY", " k\xc3\xa9y-1\n");
    const auto key = readNow(*store, "env:SIGNALBOX_TEST_KEY");
    REQUIRE(key);
    CHECK(key->reveal() == "k\xc3\xa9y-1");
    qputenv("SIGNALBOX_TEST_KEY", "\xEF\xBB\xBF sk-1\xC2\xA0");
    CHECK(secretNow(*store, "env:SIGNALBOX_TEST_KEY") == "sk-1");
    qputenv("SIGNALBOX_TEST_KEY", "");
    CHECK(codeOf(readNow(*store, "env:SIGNALBOX_TEST_KEY")) == "secret_missing");
    qunsetenv("SIGNALBOX_TEST_KEY");
    CHECK(codeOf(readNow(*store, "env:SIGNALBOX_TEST_KEY")) == "secret_missing");
}

TEST_CASE("reads a secret from a private file in any encoding")
{
    struct Row { QByteArray content; const char* code; const char* value; };
    const auto row = GENERATE(values<Row>({
        {"\xEF\xBB\xBFsk-1\r\n", "", "sk-1"}, {" \t\xEF\xBB\xBFsk-1 \n", "", "sk-1"}, {"\xEF\xBB\xBF{\"type\": \"service_account\"}\n", "", "{\"type\": \"service_account\"}"},
        {" \n\t", "secret_missing", ""}, {QByteArray("\xFF\xFEs\0k\0\r\0\n\0", 10), "", "sk"}, {QByteArray("\xFE\xFF\0s\0k\0\r\0\n", 10), "", "sk"},
        {QByteArray("\xFF\xFE\xC6\x5B\xA5\x94", 6), "", "\xe5\xaf\x86\xe9\x92\xa5"}, {QByteArray("\xFF\xFEs\0k", 5), "config_invalid", ""},
        {QByteArray("\xFF\xFE\0\xD8s\0", 6), "config_invalid", ""}, {QByteArray("s\0k\0-\0", 6), "config_invalid", ""}, {QByteArray("\0s\0k\0-", 6), "config_invalid", ""},
        {"sk-1", "", "sk-1"}, {"sk-1\n", "", "sk-1"}, {"sk-1\r\n", "", "sk-1"}, {"a\nb\n\n", "", "a\nb"},
        {"\xe5\xaf\x86\xe9\x92\xa5\n", "", "\xe5\xaf\x86\xe9\x92\xa5"}, {"", "secret_missing", ""}, {"\n", "secret_missing", ""},
    }));
    CAPTURE(row.content.toStdString());
    QTemporaryDir folder;
    const auto store = makeSystemStore();
    const auto key = readNow(*store, written(folder, row.content));
    CHECK(codeOf(key) == row.code);
    if (key)
        CHECK(key->reveal() == row.value);
    else if (key.error().kind == ErrorKind::ConfigInvalid)
        CHECK(key.error().text().find("UTF-16: save it as UTF-8") != std::string::npos);
}

TEST_CASE("rejects a key file that others may read and names the remedy")
{
    const auto permission = GENERATE(QFileDevice::ReadGroup, QFileDevice::ReadOther, QFileDevice::WriteOther);
    QTemporaryDir folder;
    const auto store = makeSystemStore();
    const std::string reference = written(folder, "sk-top-secret", QFileDevice::ReadOwner | permission);
    const auto key = readNow(*store, reference);
    REQUIRE_FALSE(key);
    CHECK(key.error().kind == ErrorKind::SecretDenied);
    CHECK(key.error().text().find("chmod 600 " + reference.substr(5)) != std::string::npos);
    CHECK((key.error().text() + key.error().detail).find("sk-top-secret") == std::string::npos);
}

TEST_CASE("accepts a key file others can read if its mode is fixed and they cannot write it")
{
    using files::ModeChange;
    static constexpr auto kOwner = QFileDevice::Permissions(QFileDevice::ReadOwner);
    struct Row { QFileDevice::Permissions permissions; ModeChange change; const char* refusal; };
    const auto row = GENERATE(values<Row>({
        {kOwner, ModeChange::Possible, ""},
        {kOwner | QFileDevice::ReadGroup, ModeChange::Possible, "chmod 600 /run/secrets/key"},
        {kOwner | QFileDevice::ReadOther, ModeChange::Possible, "chmod 600 /run/secrets/key"},
        {kOwner | QFileDevice::ReadGroup, ModeChange::ForeignFile, ""},
        {kOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther, ModeChange::ForeignFile, ""},
        {kOwner | QFileDevice::ReadGroup | QFileDevice::WriteGroup, ModeChange::ForeignFile, "chmod go-w /run/secrets/key"},
        {kOwner | QFileDevice::WriteOther, ModeChange::ForeignFile, "chmod go-w /run/secrets/key"},
        {kOwner | QFileDevice::ReadOther, ModeChange::ReadOnlySystem, ""},
        {kOwner | QFileDevice::ReadOther | QFileDevice::WriteOther, ModeChange::ReadOnlySystem, ""},
    }));
    CAPTURE(static_cast<int>(row.permissions), static_cast<int>(row.change));
    const auto checked = checkSecretAccess(QStringLiteral("/run/secrets/key"), row.permissions, row.change);
    CHECK(checked.has_value() == std::string_view(row.refusal).empty());
    if (!checked) {
        CHECK(checked.error().kind == ErrorKind::SecretDenied);
        CHECK_THAT(checked.error().text(), Catch::Contains(row.refusal));
    }
}

TEST_CASE("the owner can make a key file private and sees who else can read it")
{
    struct Row { QFileDevice::Permissions permissions; OtherReaders readers; };
    const auto row = GENERATE(values<Row>({{QFileDevice::ReadOwner, OtherReaders::None}, {QFileDevice::ReadOwner | QFileDevice::ReadGroup, OtherReaders::Group},
        {QFileDevice::ReadOwner | QFileDevice::ReadGroup | QFileDevice::ReadOther, OtherReaders::Everyone}}));
    QTemporaryDir folder;
    const QString path = QString::fromStdString(written(folder, "sk-1", row.permissions).substr(5));
    CHECK(files::modeChangeOf(path) == files::ModeChange::Possible);
    CHECK(otherReaders(path) == row.readers);
}

TEST_CASE("files of other users and on read-only file systems cannot be made private")
{
    bool isTried = false;
    if (::geteuid() != 0) {
        isTried = true;
        CHECK(files::modeChangeOf(QStringLiteral("/etc/passwd")) == files::ModeChange::ForeignFile);
    }
    for (const QStorageInfo& volume : QStorageInfo::mountedVolumes())
        if (volume.isReadOnly()) {
            isTried = true;
            CHECK(files::modeChangeOf(volume.rootPath()) == files::ModeChange::ReadOnlySystem);
        }
    if (!isTried)
        WARN("this process is root and has no read-only file system");
}

TEST_CASE("rejects folders and devices and pipes and large files as key files")
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
    CHECK(large.error().text().find("64 KiB") != std::string::npos);
}

TEST_CASE("refuses to write secrets outside the keychain")
{
    QTemporaryDir folder;
    const auto store = makeSystemStore();
    const std::string reference = GENERATE("env:SIGNALBOX_TEST_KEY", "file:/nonexistent/key");
    CHECK(codeOf(writeNow(*store, reference, "x")) == "secret_unavailable");
    CHECK(codeOf(removeNow(*store, reference)) == "secret_unavailable");
}

TEST_CASE("a secret store may be destroyed during calls")
{
    auto store = makeSystemStore();
    bool isAnswered = false;
    for (const char* reference : {"env:HOME", "file:/etc/hostname", "keychain:test/never"})
        store->read(referenceOf(reference), [&](Result<Secret>) { isAnswered = true; });
    store.reset();
    const QTemporaryDir folder;
    CHECK(readNow(*makeSystemStore(), written(folder, "later")));
    CHECK_FALSE(isAnswered);
}

TEST_CASE("the secret store for tests behaves like the real one")
{
    MemorySecretStore store;
    QSignalSpy opened(&store, &SecretStore::mayBeReadable);
    CHECK(codeOf(readNow(store, "keychain:a/main")) == "secret_missing");
    CHECK(writeNow(store, "keychain:a/main", "k"));
    CHECK(secretNow(store, "keychain:a/main") == "k");
    store.failWith = ErrorKind::SecretLocked;
    CHECK(codeOf(readNow(store, "keychain:a/main")) == "secret_locked");
    CHECK(codeOf(writeNow(store, "keychain:a/main", "x")) == "secret_locked");
    store.open();
    CHECK(opened.count() == 1);
    CHECK(removeNow(store, "keychain:a/main"));
    CHECK(codeOf(readNow(store, "keychain:a/main")) == "secret_missing");
    CHECK(codeOf(writeNow(store, "env:X", "x")) == "secret_unavailable");
}
