#include "gateway/secrets/vault.h"

#include "secret_calls.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::secrets;

namespace {

constexpr auto kPassphrase = "a horse, a battery";
constexpr auto kKey = "sk-vault-5f1d9c7a3b";

Result<void> openNow(Vault& vault, const std::string& passphrase)
{
    std::optional<Result<void>> answer;
    vault.open(Secret(passphrase), [&](Result<void> result) { answer = std::move(result); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kCallLimit_ms));
    return *answer;
}

QByteArray contentOf(const QString& path)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::ReadOnly));
    return file.readAll();
}

void replaceContent(const QString& path, const QByteArray& content)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    REQUIRE(file.write(content) == content.size());
}

/// A folder with a vault that contains one key.
struct SealedFolder {
    QTemporaryDir folder;
    QString file = Vault::fileIn(folder.path());

    SealedFolder()
    {
        const auto store = makeSystemStore(file);
        REQUIRE(openNow(*store->vault(), kPassphrase));
        REQUIRE(writeNow(*store, "vault:deepseek/main", kKey));
    }
};

} // namespace

TEST_CASE("a vault returns its keys after the passphrase is entered and is private")
{
    SealedFolder sealed;
    CHECK(QFile::permissions(sealed.file) == (QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadUser | QFileDevice::WriteUser));
    CHECK_FALSE(contentOf(sealed.file).contains(kKey));
    CHECK_FALSE(contentOf(sealed.file).contains("deepseek"));
    const auto store = makeSystemStore(sealed.file);
    CHECK(store->vault()->state() == Vault::State::Locked);
    CHECK(codeOf(readNow(*store, "vault:deepseek/main")) == "secret_locked");
    CHECK(codeOf(writeNow(*store, "vault:deepseek/spare", "x")) == "secret_locked");
    QSignalSpy readable(store.get(), &SecretStore::mayBeReadable);
    REQUIRE(openNow(*store->vault(), kPassphrase));
    CHECK(store->vault()->state() == Vault::State::Open);
    CHECK(readable.count() == 1);
    CHECK(secretNow(*store, "vault:deepseek/main") == kKey);
    CHECK(codeOf(readNow(*store, "vault:deepseek/other")) == "secret_missing");
    REQUIRE(removeNow(*store, "vault:deepseek/main"));
    CHECK(codeOf(readNow(*store, "vault:deepseek/main")) == "secret_missing");
}

TEST_CASE("distinguishes a wrong passphrase from a damaged vault")
{
    SealedFolder sealed;
    Vault vault(sealed.file);
    const auto wrong = openNow(vault, "another passphrase");
    CHECK(codeOf(wrong) == "secret_denied");
    CHECK(wrong.error().param == "passphrase");
    CHECK(vault.state() == Vault::State::Locked);
    QByteArray content = contentOf(sealed.file);
    const qsizetype place = GENERATE(0, 17, 22, 30, 60, 75); // signature, version, cost, salt, nonce, body
    content[place] = static_cast<char>(content[place] ^ 1);
    replaceContent(sealed.file, content);
    const auto damaged = openNow(vault, kPassphrase);
    CHECK(codeOf(damaged) == "secret_denied");
    CHECK(damaged.error().param.empty());
    CHECK_FALSE(damaged.error().text().empty());
}

TEST_CASE("does not treat an emptied vault as new and never overwrites it")
{
    SealedFolder sealed;
    const QByteArray lost = GENERATE(QByteArray(), QByteArray(400, '\0'), QByteArray("\n"));
    replaceContent(sealed.file, lost);
    const auto store = makeSystemStore(sealed.file);
    CHECK(store->vault()->state() == Vault::State::Locked);
    const auto opened = openNow(*store->vault(), kPassphrase);
    CHECK(codeOf(opened) == "secret_denied");
    CHECK_THAT(opened.error().text(), Catch::Contains(sealed.file.toStdString()) && Catch::Contains("its keys were lost") && Catch::Contains("move it away"));
    CHECK_FALSE(writeNow(*store, "vault:deepseek/spare", "x"));
    CHECK(contentOf(sealed.file) == lost);
}

TEST_CASE("rejects a truncated vault and one readable by others")
{
    SealedFolder sealed;
    Vault vault(sealed.file);
    SECTION("truncated")
    {
        replaceContent(sealed.file, contentOf(sealed.file).chopped(1));
        CHECK_THAT(openNow(vault, kPassphrase).error().text(), Catch::Contains("damaged"));
    }
    SECTION("readable by others")
    {
        REQUIRE(QFile::setPermissions(sealed.file, QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ReadGroup));
        CHECK_THAT(openNow(vault, kPassphrase).error().text(), Catch::Contains("chmod 600"));
    }
}

TEST_CASE("creates no vault with a passphrase that is too short")
{
    QTemporaryDir folder;
    Vault vault(Vault::fileIn(folder.path()));
    const auto made = openNow(vault, "1234567");
    REQUIRE_FALSE(made);
    CHECK(made.error().param == "passphrase");
    CHECK(vault.state() == Vault::State::Absent);
    CHECK_FALSE(QFile::exists(Vault::fileIn(folder.path())));
}

TEST_CASE("two programs write to one vault without losing keys")
{
    SealedFolder sealed;
    const auto one = makeSystemStore(sealed.file);
    const auto other = makeSystemStore(sealed.file);
    REQUIRE(openNow(*one->vault(), kPassphrase));
    REQUIRE(openNow(*other->vault(), kPassphrase));
    REQUIRE(writeNow(*one, "vault:a", "1"));
    REQUIRE(writeNow(*other, "vault:b", "2"));
    CHECK(secretNow(*one, "vault:b") == "2");
    CHECK(secretNow(*other, "vault:a") == "1");
    CHECK(secretNow(*other, "vault:deepseek/main") == kKey);
}

TEST_CASE("locks a vault that was replaced by one with another key")
{
    SealedFolder sealed;
    SealedFolder elsewhere;
    const auto store = makeSystemStore(sealed.file);
    REQUIRE(openNow(*store->vault(), kPassphrase));
    replaceContent(sealed.file, contentOf(elsewhere.file)); // same passphrase, different salt
    CHECK(codeOf(readNow(*store, "vault:deepseek/main")) == "secret_locked");
    CHECK(store->vault()->state() == Vault::State::Locked);
}

TEST_CASE("reads the passphrase from a file for unattended programs")
{
    SealedFolder sealed;
    const QString file = sealed.folder.filePath(QStringLiteral("passphrase"));
    replaceContent(file, QByteArray(kPassphrase) + '\n');
    const bool isPrivate = GENERATE(true, false);
    REQUIRE(QFile::setPermissions(file, QFileDevice::ReadOwner | QFileDevice::WriteOwner | (isPrivate ? QFileDevice::Permissions() : QFileDevice::ReadOther)));
    qputenv(Vault::kPassphraseVariable, file.toUtf8());
    const auto store = makeSystemStore(sealed.file);
    const auto key = readNow(*store, "vault:deepseek/main");
    qunsetenv(Vault::kPassphraseVariable);
    CHECK(codeOf(key) == (isPrivate ? "" : "secret_denied"));
    if (isPrivate)
        CHECK(key->reveal() == kKey);
    else
        CHECK_THAT(key.error().text(), Catch::Contains(Vault::kPassphraseVariable) && Catch::Contains("chmod 600"));
}

TEST_CASE("forgets a session key with its store")
{
    QTemporaryDir folder;
    auto store = makeSystemStore(Vault::fileIn(folder.path()));
    REQUIRE(writeNow(*store, "session:deepseek/main", kKey));
    CHECK(secretNow(*store, "session:deepseek/main") == kKey);
    REQUIRE(removeNow(*store, "session:deepseek/main"));
    CHECK(codeOf(readNow(*store, "session:deepseek/main")) == "secret_missing");
    REQUIRE(writeNow(*store, "session:deepseek/main", kKey));
    store = makeSystemStore(Vault::fileIn(folder.path()));
    CHECK(codeOf(readNow(*store, "session:deepseek/main")) == "secret_missing");
    CHECK(QDir(folder.path()).isEmpty());
}

TEST_CASE("reports that no vault is available without a data folder")
{
    const auto store = makeSystemStore();
    CHECK(store->vault() == nullptr);
    CHECK(codeOf(readNow(*store, "vault:a")) == "secret_unavailable");
    CHECK(codeOf(writeNow(*store, "vault:a", "x")) == "secret_unavailable");
}
