// Backups made by hand.

#include "gateway/host/backup/put_back.h"

#include "gateway/clients/setup_state.h"
#include "gateway/host/backup/sealed_stream.h"
#include "gateway/http/tls/local_authority.h"
#include "gateway/usage/ledger/ledger.h"

#include "catch.h"
#include "tar_stream.h"
#include "tar_types.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

const Secret kSharedWords(std::string("known to both"));

struct Entry {
    std::string name;
    std::string text;
};

std::string manifest(const char* more = R"("with_secrets": true, "with_usage": true)")
{
    return std::string(R"({"signalbox_backup": 1, "made_at": "2026-11-22T16:23:23.123Z", "made_by": "0.1.0", )") + more + '}';
}

/// Like `writeBackup()`, with any entries.
struct HandMade {
    QTemporaryDir folder;
    QString file = folder.filePath(u"hand.backup"_s);
    QString data = folder.filePath(u"data"_s);

    void write(const std::vector<Entry>& entries, bool isSealed = false, const std::vector<Entry>& behindSums = {}) const
    {
        std::string bytes;
        TarWriter tar([&bytes](std::string_view piece) -> Result<void> {
            bytes += piece;
            return {};
        }, 0);
        for (const Entry& entry : entries)
            REQUIRE(tar.add(entry.name, entry.text));
        REQUIRE(tar.add("SHA256SUMS", std::string(tar.sums())));
        for (const Entry& entry : behindSums)
            REQUIRE(tar.add(entry.name, entry.text));
        REQUIRE(tar.finish());
        put(bytes, isSealed);
    }
    void putRaw(const QByteArray& bytes) const
    {
        QFile out(file);
        REQUIRE(out.open(QIODevice::WriteOnly));
        REQUIRE(out.write(bytes) == bytes.size());
    }
    void put(const std::string& bytes, bool isSealed = false) const
    {
        if (!isSealed)
            return putRaw(QByteArray::fromStdString(bytes));
        QFile out(file);
        REQUIRE(out.open(QIODevice::WriteOnly));
        const auto add = [&out](std::string_view piece) -> Result<void> {
            REQUIRE(out.write(piece.data(), static_cast<qint64>(piece.size())) == static_cast<qint64>(piece.size()));
            return {};
        };
        auto writer = SealedWriter::begin(add, kSharedWords, {1, 8});
        REQUIRE(writer);
        REQUIRE((*writer)->write(bytes));
        REQUIRE((*writer)->finish());
    }
    Result<Backup> read(bool isSealed = false, const QString& usage = {}) const
    {
        return readBackup(file, isSealed ? std::optional(kSharedWords) : std::nullopt, usage);
    }
    QString path(const char* name) const { return data + u'/' + QLatin1String(name); }
};

/// A backup with an entry of this type, and a file after it.
std::string withType(char type, const std::string& text)
{
    std::string bytes;
    TarWriter tar([&bytes](std::string_view piece) -> Result<void> {
        bytes += piece;
        return {};
    }, 0);
    REQUIRE(tar.add("manifest.json", manifest()));
    const std::size_t head = 2 * 512; // the manifest has one block
    REQUIRE(tar.add("backups/odd", text));
    REQUIRE(tar.add("backups/next", "next"));
    REQUIRE(tar.add("SHA256SUMS", std::string(tar.sums())));
    REQUIRE(tar.finish());
    setTarType(bytes, head, type);
    return bytes;
}

std::string setUp(const char* base)
{
    return std::string(R"({"version": 1, "clients": [{"client": "claude-code", "consumer": "ide", "key_sha256": ")") + std::string(64, 'a') + R"(", "base": ")" + base
        + R"(", "model": "m", "files": [{"path": "/home/me/.claude/settings.json", "was_missing": true, "backup": "../../../evil", "before_sha256": "x", "after_sha256": "y", "mode": "777"}]}]})";
}

} // namespace

TEST_CASE("rejects entries without a passphrase that require one")
{
    const auto entry = GENERATE(values<Entry>({
        {"secrets.json", R"({"keychain:openai/main": "sk-evil"})"},
        {"tls/authority.key", "a key"},
        {"tls/authority.pem", "a certificate"},
        {"backups/clients/claude-code/settings.json", "hooks"},
    }));
    CAPTURE(entry.name);
    const HandMade backup;
    backup.write({{"manifest.json", manifest()}, entry});
    const auto read = backup.read();
    REQUIRE_FALSE(read);
    CHECK(read.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(read.error().text(), Catch::Contains(entry.name) && Catch::Contains("only with a passphrase"));
}

TEST_CASE("rejects entries that contradict the manifest or follow the checksums")
{
    struct Row {
        const char* flags;
        Entry entry;
        bool isBehindSums;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {R"("with_secrets": false, "with_usage": false)", {"secrets.json", "{}"}, false, "no secrets"},
        {R"("with_secrets": false, "with_usage": false)", {"tls/authority.key", "x"}, false, "no secrets"},
        {R"("with_secrets": true, "with_usage": false)", {"ledger.sqlite", "x"}, false, "no ledger"},
        {R"("x": 1)", {"backups/a", "x"}, false, "no secrets"},
        {R"("with_secrets": true, "with_usage": true)", {"secrets.json", "{}"}, true, "after its checksums"},
        {R"("with_secrets": true, "with_usage": true)", {"config.json", "{}"}, true, "after its checksums"},
    }));
    CAPTURE(row.flags, row.entry.name);
    const HandMade backup;
    std::vector<Entry> entries{{"manifest.json", manifest(row.flags)}};
    if (!row.isBehindSums)
        entries.push_back(row.entry);
    backup.write(entries, true, row.isBehindSums ? std::vector<Entry>{row.entry} : std::vector<Entry>());
    const auto read = backup.read(true);
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().text(), Catch::Contains(row.words));
}

TEST_CASE("shows only version characters of the program that made a backup")
{
    struct Row {
        const char* madeBy; // as JSON
        std::string shown;
    };
    const std::vector<Row> rows{
        {"0.1.0", "0.1.0"},
        {"1.0.0~rc1+deb-2", "1.0.0~rc1+deb-2"},
        {"1\\u001b[2J", "1??2J"},
        {"\\u009b1m", "??1m"},
        {"\\u202e9.9", "???9.9"},
        {"a\\nApproved.", "a?Approved."},
    };
    for (const Row& row : rows) {
        CAPTURE(row.shown);
        const HandMade backup;
        backup.write({{"manifest.json", std::string(R"({"signalbox_backup": 1, "made_by": ")") + row.madeBy + "\"}"}});
        const auto read = backup.read();
        REQUIRE(read);
        CHECK(read->madeBy == row.shown);
        backup.write({{"manifest.json", std::string(R"({"signalbox_backup": 99, "made_by": ")") + row.madeBy + "\"}"}});
        CHECK_THAT(backup.read().error().text(), Catch::Contains("(" + row.shown + ")"));
    }
}

TEST_CASE("rejects paths outside the folder and duplicate entries")
{
    const auto name = GENERATE(as<std::string>(), "../config.json", "/etc/passwd", "backups/../../x", "backups//x", "./x", "a/.", "a\\b", "a\x1b[2Jb", "backups/");
    CAPTURE(name);
    const HandMade backup;
    backup.write({{"manifest.json", manifest()}, {name, "x"}}, true);
    const auto read = backup.read(true);
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().text(), Catch::Contains("points outside its folder"));

    backup.write({{"manifest.json", manifest()}, {"config.json", "{}"}, {"config.json", "{\"a\": 1}"}}, true);
    CHECK_THAT(backup.read(true).error().text(), Catch::Contains("a duplicate entry"));
}

TEST_CASE("rejects links and devices and other special entries")
{
    struct Row {
        char type;
        std::string text;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {'1', "", "not a file"}, // a hard link
        {'1', "x", "not a file"},
        {'2', "", "not a file"}, // a symbolic link
        {'3', "", "not a file"},
        {'4', "", "not a file"},
        {'5', "", "not a file"}, // a folder
        {'6', "", "not a file"},
        {'D', "", "not a file"}, // GNU's folder
        {'M', "", "not a file"}, // GNU's rest of a file
        // The others are about the next entry.
        {'x', "22 GNU.sparse.map=0,1\n23 GNU.sparse.size=999\n", "not a file"}, // holes
        {'x', "22 GNU.sparse.map=5,4\n21 GNU.sparse.size=4\n", "not a file"},
        {'x', "21 GNU.sparse.size=1\n", "not a file"}, // more bytes than declared
        {'L', "../x", "points outside its folder"},
        {'L', "history/../../x", "points outside its folder"},
        {'L', "/etc/passwd", "points outside its folder"},
        {'L', "manifest.json", "a duplicate entry"},
        {'x', "13 path=../x\n", "points outside its folder"},
        {'x', "24 GNU.sparse.name=../x\n", "points outside its folder"},
        {'x', "22 path=manifest.json\n", "a duplicate entry"},
        {'x', "not of this form", "damaged"},
        {'x', "14 size=99999\n", "damaged"},
        {'A', "not of this form", "damaged"}, // Solaris' access list
    }));
    CAPTURE(row.type, row.text);
    const HandMade backup;
    backup.put(withType(row.type, row.text), true);
    const auto read = backup.read(true);
    REQUIRE_FALSE(read);
    CHECK_THAT(read.error().text(), Catch::Contains(row.words));
}

TEST_CASE("reads entries of an unknown type as files")
{
    const char type = GENERATE('0', '\0', '7', 'B');
    CAPTURE(type);
    const HandMade backup;
    backup.put(withType(type, "text"), true);
    const auto read = backup.read(true);
    REQUIRE(read);
    CHECK(read->files == std::map<std::string, std::string>{{"backups/odd", "text"}, {"backups/next", "next"}});
}

TEST_CASE("reads a sealed backup to its end")
{
    const HandMade backup;
    backup.put(withType('0', "text") + std::string(200'000, 'x'), true); // ignored, but verified
    REQUIRE(backup.read(true));
    QFile file(backup.file);
    REQUIRE(file.open(QIODevice::ReadOnly));
    const QByteArray bytes = file.readAll();
    QByteArray flipped = bytes;
    flipped[150'000] = static_cast<char>(flipped[150'000] ^ 1);
    for (const QByteArray& damaged : {bytes.left(bytes.size() - 1), bytes.left(100'000), bytes + 'x', flipped}) {
        CAPTURE(damaged.size());
        backup.putRaw(damaged);
        const auto read = backup.read(true);
        REQUIRE_FALSE(read);
        CHECK_THAT(read.error().text(), Catch::Contains("damaged or truncated at about"));
    }
}

TEST_CASE("restores a certificate authority only if none exists and its constraints are ours")
{
    const auto own = http::makeLocalAuthority(WallTime(std::chrono::seconds(1'795'000'000)));
    const auto other = http::makeLocalAuthority(WallTime(std::chrono::seconds(1'795'000'000)));
    REQUIRE((own && other));
    const auto backupWith = [](const QByteArray& certificate, const QByteArray& key) {
        Backup backup;
        backup.files = {{"tls/authority.pem", certificate.toStdString()}, {"tls/authority.key", key.toStdString()}, {"tls/localhost.pem", "x"}, {"tls/localhost.key", "x"}};
        return backup;
    };
    const HandMade machine;
    CHECK(restorableFiles(backupWith(own->certificate, own->key), machine.data).size() == 2);
    CHECK(restorableFiles(backupWith(own->certificate, other->key), machine.data).empty()); // the key of another authority
    CHECK(restorableFiles(backupWith("no certificate", own->key), machine.data).empty());
    Backup half = backupWith(own->certificate, own->key);
    half.files.erase("tls/authority.key");
    CHECK(restorableFiles(half, machine.data).empty());

    REQUIRE(putBackFiles(backupWith(own->certificate, own->key), machine.data));
    CHECK(QFileInfo::exists(machine.path("tls/authority.pem")));
    CHECK(restorableFiles(backupWith(other->certificate, other->key), machine.data).empty()); // one exists already
    REQUIRE(putBackFiles(backupWith(other->certificate, other->key), machine.data));
    QFile kept(machine.path("tls/authority.pem"));
    REQUIRE(kept.open(QIODevice::ReadOnly));
    CHECK(kept.readAll() == own->certificate);
}

TEST_CASE("does not restore a certificate authority that could sign for other hosts")
{
    const std::string constraints = "nameConstraints=critical,permitted;DNS:localhost,permitted;IP:127.0.0.0/255.0.0.0,"
                                    "permitted;IP:::1/ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff,permitted;email:localhost,permitted;URI:localhost\n";
    const std::string basic = "basicConstraints=critical,CA:TRUE,pathlen:0\n";
    const std::string usage = "keyUsage=critical,keyCertSign,cRLSign\n";
    const std::string purpose = "extendedKeyUsage=serverAuth\n";
    const std::string id = "subjectKeyIdentifier=hash\n";
    struct Row {
        const char* name;
        std::string extensions;
        bool isPutBack;
    };
    const std::vector<Row> rows{
        {"ours", basic + usage + purpose + constraints + id, true},
        {"no constraints", basic + usage + purpose + id, false},
        {"wider constraints", basic + usage + purpose + "nameConstraints=critical,permitted;DNS:localhost,permitted;DNS:com\n" + id, false},
        {"constraints that may be ignored", basic + usage + purpose + "nameConstraints=permitted;DNS:localhost\n" + id, false},
        {"a longer path", "basicConstraints=critical,CA:TRUE,pathlen:1\n" + usage + purpose + constraints + id, false},
        {"any path", "basicConstraints=critical,CA:TRUE\n" + usage + purpose + constraints + id, false},
        {"another usage", basic + "keyUsage=critical,keyCertSign,cRLSign,digitalSignature\n" + purpose + constraints + id, false},
        {"another purpose", basic + usage + "extendedKeyUsage=serverAuth,codeSigning\n" + constraints + id, false},
        {"one more extension", basic + usage + purpose + constraints + id + "nsComment=x\n", false},
    };
    const HandMade machine;
    const QDir folder(machine.folder.path());
    for (const Row& row : rows) {
        CAPTURE(row.name);
        QFile settings(folder.filePath(u"ca.cnf"_s));
        REQUIRE(settings.open(QIODevice::WriteOnly | QIODevice::Truncate));
        settings.write("[req]\ndistinguished_name=dn\nx509_extensions=ext\nprompt=no\n[dn]\nO=Signalbox\nCN=Signalbox local authority\n[ext]\n" + QByteArray::fromStdString(row.extensions));
        settings.close();
        QProcess openssl;
        openssl.setWorkingDirectory(folder.path());
        openssl.start(u"openssl"_s, {u"req"_s, u"-x509"_s, u"-newkey"_s, u"ec"_s, u"-pkeyopt"_s, u"ec_paramgen_curve:P-256"_s, u"-nodes"_s, u"-keyout"_s, u"ca.key"_s,
            u"-out"_s, u"ca.pem"_s, u"-days"_s, u"30"_s, u"-config"_s, u"ca.cnf"_s});
        REQUIRE(openssl.waitForFinished());
        CAPTURE(openssl.readAllStandardError().toStdString());
        REQUIRE(openssl.exitCode() == 0);
        const auto textOf = [&](const char* name) {
            QFile file(folder.filePath(QLatin1String(name)));
            REQUIRE(file.open(QIODevice::ReadOnly));
            return file.readAll().toStdString();
        };
        Backup backup;
        backup.files = {{"tls/authority.pem", textOf("ca.pem")}, {"tls/authority.key", textOf("ca.key")}};
        CHECK(restorableFiles(backup, machine.data).empty() != row.isPutBack);
    }
}

TEST_CASE("client set-ups in a backup do not decide which files are written or deleted")
{
    const HandMade backup;
    backup.write({{"manifest.json", manifest()}, {"clients.json", setUp("http://127.0.0.1:8080")}});
    const auto open = backup.read();
    REQUIRE(open);
    CHECK(open->files.empty()); // the backup is not encrypted

    backup.write({{"manifest.json", manifest()}, {"clients.json", setUp("http://127.0.0.1:8080")}}, true);
    const auto sealed = backup.read(true);
    REQUIRE(sealed);
    REQUIRE(putBackFiles(*sealed, backup.data));
    const clients::SetupState state(backup.data);
    const auto record = state.find("claude-code");
    REQUIRE((record && *record));
    CHECK((*record)->isFromBackup);
    CHECK((*record)->keySha256.empty());
    CHECK((*record)->consumer.empty());
    REQUIRE((*record)->files.size() == 1);
    CHECK_FALSE((*record)->files.front().wasMissing);
    CHECK((*record)->files.front().backup.empty());
    CHECK((*record)->files.front().mode == 0);

    backup.write({{"manifest.json", manifest()}, {"clients.json", setUp("http://127.0.0.1:9999")}}, true);
    const auto later = backup.read(true);
    REQUIRE(later);
    REQUIRE(putBackFiles(*later, backup.data));
    CHECK(state.find("claude-code").value()->base == "http://127.0.0.1:8080"); // the existing record stays

    CHECK(clients::withoutBelief(setUp("https://api.anthropic.com")).empty());
    CHECK(clients::withoutBelief("not JSON").empty());
    CHECK(clients::withoutBelief("[]").empty());
}
