#include "catch.h"

#include "scenario.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <unistd.h>

using namespace tests;

namespace {

void putFile(const QString& path, const std::string& content)
{
    REQUIRE(QDir().mkpath(QFileInfo(path).path()));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(content.data(), static_cast<qint64>(content.size()));
}

std::string contentIn(const QString& path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll().toStdString() : "(none)";
}

/// A user's files: a configuration with two versions, a vault, a client's file and a backup. Each takes several blocks.
class Person {
public:
    Person()
    {
        const std::string padding(9000, 'x');
        Json config = configuration({provider("up", "http://127.0.0.1:9", {"vault:main"})}, {route("alias", {target("up", "up-model", 0)})});
        config["x_note"] = padding;
        putFile(config_, config.dump(2));
        putFile(path("passphrase"), "correct horse battery");
        REQUIRE(QFile::setPermissions(path("passphrase"), QFileDevice::ReadOwner | QFileDevice::WriteOwner));
        putFile(path("keep/home/.codex/config.toml"), "# " + padding + "\nmodel = \"gpt-5\"\n");
        putFile(path("import.json"), R"({"providers": [{"name": "more", "type": "openai", "tokens": ["${E2E_UPSTREAM_KEY}"]}], "routes": []})");
        expect(run({"key", "set", "vault:main"}, padding));
        expect(run({"consumer", "add", "first"}));
        expect(run({"backup", "export", file("keep/all.signalbox")}));
    }

    QString path(const char* name) const { return m_folder.filePath(QString::fromLatin1(name)); }
    std::string file(const char* name) const { return path(name).toStdString(); }
    std::vector<std::pair<std::string, std::string>> environment() const
    {
        return {{"HOME", file("keep/home")}, {"XDG_CONFIG_HOME", ""}, {"CODEX_HOME", ""}, {"SIGNALBOX_PASSPHRASE_FILE", file("passphrase")}, {"LC_ALL", "C.UTF-8"}};
    }
    std::vector<std::string> places() const { return {"--config", file("keep/config.json"), "--data-dir", file("keep/data")}; }
    Ran run(std::vector<std::string> words, const std::string& input = {}) const
    {
        for (const std::string& each : places())
            words.push_back(each);
        return runGateway(words, input, environment());
    }
    /// Runs `script` in a shell that may mount: $KEEP is the folder with all files, $SOURCE a copy, $PLACES the options of a command.
    Ran inNamespace(const std::string& script) const
    {
        auto more = environment();
        more.emplace_back("KEEP", file("keep"));
        more.emplace_back("BESIDE", m_folder.path().toStdString());
        more.emplace_back("PLACES", "--config " + places()[1] + " --data-dir " + places()[3]);
        more.emplace_back("IMPORT", file("import.json"));
        more.emplace_back("SIGNALBOXD", gatewayProgram());
        return runProgram("unshare", {namespaceOption(), "sh", "-c", script}, {}, more);
    }
    /// In a chroot, for instance, only root may mount.
    static bool hasNamespaces() { return runProgram("unshare", {namespaceOption(), "true"}, {}, {}).status == 0; }

private:
    static const char* namespaceOption() { return geteuid() == 0 ? "-m" : "-Urm"; }
    static void expect(const Ran& ran)
    {
        CAPTURE(ran.out, ran.err);
        REQUIRE(ran.status == 0);
    }

    QTemporaryDir m_folder;
    const QString config_ = path("keep/config.json");
};

constexpr auto kNotPermitted = 77;

/// Every command that writes, on a file system with 0, 1 and 2 free blocks. Prints the result of each and whether a file has changed.
constexpr auto kFullDisk = R"sh(
cp -a "$KEEP" "$BESIDE/source" || exit 1
mount -t tmpfs -o size=1m none "$KEEP" 2>/dev/null || exit 77
cp -a "$BESIDE/source/." "$KEEP" || exit 1
cd "$KEEP" || exit 1
find . -type f ! -name '*lock' -exec sha256sum {} + | sort > "$BESIDE/before"
tell() {
  name=$1; shift
  "$@" > "$BESIDE/out" 2> "$BESIDE/err" < "$BESIDE/passphrase"; status=$?
  grep -q 'No space left on device' "$BESIDE/err" && words=named || words="$(cat "$BESIDE/err")"
  sha256sum --quiet -c "$BESIDE/before" > "$BESIDE/changed" 2>&1 && files=same || files="$(cat "$BESIDE/changed")"
  left=$(find . -type f -newer filler \( -name '*.[a-zA-Z][a-zA-Z][a-zA-Z][a-zA-Z][a-zA-Z][a-zA-Z]' -o -size 0 \) ! -name '*lock' | tr '\n' ' ')
  echo "$free $name: status $status, $words, $files $left"
}
for free in 0 1 2; do
  dd if=/dev/zero of=filler bs=4096 2>/dev/null
  truncate -s -$((free * 4096)) filler
  tell consumer $SIGNALBOXD consumer add second $PLACES
  tell clients $SIGNALBOXD clients setup codex --model alias --yes $PLACES
  tell import $SIGNALBOXD import --from higress --write "$IMPORT" $PLACES
  tell restore $SIGNALBOXD config restore 1 $PLACES
  tell vault $SIGNALBOXD key set vault:other $PLACES
  tell backup $SIGNALBOXD backup export --yes all.signalbox $PLACES
  rm filler
done
)sh";

/// A change of a file that cannot be replaced by renaming.
constexpr auto kSpecialFiles = R"sh(
mount -t tmpfs none "$BESIDE/mounted" 2>/dev/null || exit 77
cp -a "$KEEP/config.json" "$BESIDE/mounted/host.json"
mount --bind "$BESIDE/mounted/host.json" "$KEEP/config.json" || exit 77
before=$(stat -c %i "$BESIDE/mounted/host.json")
$SIGNALBOXD consumer add bound $PLACES > /dev/null 2>&1; echo "bound: $? $(grep -c '"bound"' "$BESIDE/mounted/host.json") $(( $(stat -c %i "$BESIDE/mounted/host.json") == before )) $(ls -A "$KEEP/data/unfinished" | wc -l)"
mount -o remount,ro,bind "$KEEP/config.json"
$SIGNALBOXD consumer add never $PLACES > /dev/null 2> "$BESIDE/err"; echo "read-only: $? $(grep -c 'Read-only file system' "$BESIDE/err") $(grep -c '"never"' "$KEEP/config.json")"
umount "$KEEP/config.json"
if [ "$(id -u)" = 0 ] && chown 65534:65534 "$KEEP/config.json" 2>/dev/null; then
  $SIGNALBOXD consumer add owned $PLACES > /dev/null 2>&1; echo "owner: $? $(stat -c %u:%g:%a "$KEEP/config.json") $(grep -c '"owned"' "$KEEP/config.json")"
else
  echo "owner: skipped"
fi
)sh";

bool isSkipped(const Ran& ran)
{
    if (ran.status != kNotPermitted && Person::hasNamespaces())
        return false;
    WARN("skipped: this machine does not permit mounts in a namespace of one's own");
    return true;
}

} // namespace

TEST_CASE("on a full disk every command fails with a message and leaves all files unchanged")
{
    const Person person;
    const Ran ran = person.inNamespace(kFullDisk);
    CAPTURE(ran.out, ran.err);
    if (isSkipped(ran))
        return;
    REQUIRE(ran.status == 0);
    std::string expected;
    for (const char* const free : {"0", "1", "2"})
        for (const char* const name : {"consumer", "clients", "import", "restore", "vault", "backup"})
            expected += std::string(free) + ' ' + name + ": status 1, named, same \n";
    CHECK(ran.out == expected);
}

TEST_CASE("keeps mount points, permissions and owners of files when writing, or refuses")
{
    const Person person;
    REQUIRE(QDir().mkpath(person.path("mounted")));
    const Ran ran = person.inNamespace(kSpecialFiles);
    CAPTURE(ran.out, ran.err);
    if (isSkipped(ran))
        return;
    CHECK_THAT(ran.out, Catch::Contains("bound: 0 1 1 0\n") && Catch::Contains("read-only: 1 1 0\n"));
    if (ran.out.find("owner: skipped") == std::string::npos)
        CHECK_THAT(ran.out, Catch::Contains("owner: 0 65534:65534:644 1\n"));
}

TEST_CASE("names the newest copy of an emptied file and never writes over it")
{
    const Person person;
    CHECK((QFile::permissions(person.path("keep/data")) & ~(QFileDevice::ReadOwner | QFileDevice::WriteOwner | QFileDevice::ExeOwner | QFileDevice::ReadUser | QFileDevice::WriteUser | QFileDevice::ExeUser)) == 0); // made by `key set`
    const std::string whole = contentIn(person.path("keep/config.json"));

    putFile(person.path("keep/config.json"), {});
    const std::string remedy = "signalboxd config restore 2 --config " + person.file("keep/config.json") + " --data-dir " + person.file("keep/data");
    for (const auto& words : std::vector<std::vector<std::string>>{{"--check-config"}, {"run"}, {"consumer", "add", "third"}, {"key", "list"}}) {
        CAPTURE(words);
        const Ran ran = person.run(words);
        CAPTURE(ran.out, ran.err);
        CHECK(ran.status == 1);
        CHECK_THAT(ran.out + ran.err, Catch::Contains("providers: 1, routes: 1, consumers: 1") && Catch::Contains(remedy));
        CHECK(contentIn(person.path("keep/config.json")).empty());
    }
    CHECK(person.run({"config", "restore", "2"}).status == 0);
    CHECK(contentIn(person.path("keep/config.json")) == whole);

    // As a kill during an in-place write leaves it.
    const std::string half = "new" + whole.substr(3);
    const QString copies = person.path("keep/data/unfinished/config.json.unfinished-0123456789ab.");
    putFile(person.path("keep/config.json"), half);
    putFile(copies + QStringLiteral("target"), person.file("keep/config.json"));
    putFile(copies + QStringLiteral("after"), "new content");
    putFile(copies + QStringLiteral("before"), whole);
    const Ran recovered = person.run({"--check-config"});
    CHECK(recovered.status == 0);
    CHECK_THAT(recovered.err, Catch::Contains("A write to " + person.file("keep/config.json") + " was interrupted: the previous content was restored."));
    CHECK(contentIn(person.path("keep/config.json")) == whole);
    CHECK(QDir(person.path("keep/data/unfinished")).isEmpty());

    putFile(person.path("keep/data/secrets.vault"), {});
    QFile::copy(person.path("keep/all.signalbox"), person.path("keep/data/all.signalbox"));
    for (const auto& words : std::vector<std::vector<std::string>>{{"key", "set", "vault:new"}, {"--check-config"}}) {
        CAPTURE(words);
        const Ran ran = person.run(words, "sk-new\n");
        CHECK(ran.status == 1);
        CHECK_THAT(ran.out + ran.err, Catch::Contains("secrets.vault is empty. Lost: vault:main.") && Catch::Contains("backup import " + person.file("keep/data/all.signalbox")));
        CHECK(contentIn(person.path("keep/data/secrets.vault")).empty());
    }
    REQUIRE(QFile::remove(person.path("keep/data/secrets.vault")));

    putFile(person.path("keep/data/lost.signalbox"), {});
    const Ran import = person.run({"backup", "import", "--yes", person.file("keep/data/lost.signalbox")});
    CHECK(import.status == 1);
    CHECK_THAT(import.err, Catch::Contains(" is empty") && Catch::Contains(person.file("keep/data/all.signalbox")));

    putFile(person.path("keep/data/ledger.sqlite"), {});
    CHECK_THAT(person.run({"--check-config"}).out, Catch::Contains("ledger.sqlite is empty. Lost: all usage records"));
    CHECK(contentIn(person.path("keep/data/ledger.sqlite")).empty());
    const Ran usage = person.run({"usage"});
    CHECK(usage.status == 1);
    CHECK_THAT(usage.err, Catch::Contains("is empty"));
}
