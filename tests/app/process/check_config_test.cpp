#include "app/process/check_config.h"

#include "gateway/http/tls/local_authority.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <sstream>

namespace {

void write(const QString& name, const QByteArray& contents)
{
    QFile file(name);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(contents);
}

struct Said {
    int status = -1;
    std::string out;
    std::string err;
};

Said check(const QString& file, bool given)
{
    std::ostringstream out;
    std::ostringstream err;
    const int status = app::checkConfig(file, given, out, err);
    return {status, out.str(), err.str()};
}

Said checkText(const char* text)
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("config.json"));
    write(name, text);
    return check(name, true);
}

} // namespace

TEST_CASE("accepts a valid file")
{
    const Said said = checkText(R"({"version": 1, "listen": {"http_port": 8081}})");
    CHECK(said.status == 0);
    CHECK_THAT(said.out, Catch::EndsWith("no problems.\n"));
    CHECK(said.err.empty());
}

TEST_CASE("reports a file that lost its content and offers an intact copy")
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("config.json"));
    const QByteArray lost = GENERATE(QByteArray(), QByteArray(" \n"), QByteArray(100, '\0'));
    write(name, lost);
    const Said none = check(name, true);
    CHECK(none.status == 1);
    CHECK_THAT(none.out, Catch::Contains("was lost") && Catch::Contains("no intact copy"));
    write(name + QStringLiteral(".bak"), R"({"version": 1, "providers": [{"id": "up", "type": "demo"}]})");
    const Said some = check(name, true);
    CHECK(some.status == 1);
    CHECK_THAT(some.out, Catch::Contains("providers: 1, routes: 0, consumers: 0") && Catch::EndsWith("cp " + name.toStdString() + ".bak " + name.toStdString() + '\n'));
}

TEST_CASE("lists each error on a line with its path")
{
    const Said said = checkText(R"({"version": 1, "listen": {"http_port": "x", "address": 5}})");
    CHECK(said.status == 1);
    CHECK_THAT(said.out, Catch::Contains("listen.http_port") && Catch::Contains("listen.address"));
    CHECK(std::count(said.out.begin(), said.out.end(), '\n') == 2);
    CHECK_THAT(said.out, Catch::EndsWith(".\n"));
}

TEST_CASE("reports errors in values, names and types in one run")
{
    const Said said = checkText(R"({"version": 1, "listen": {"http_port": "x"}, "providers": [{"id": "up", "type": "no-such"}, {"id": "b", "type": "openai", "base_url": 5}],
        "routes": [{"id": "r", "targets": [{"provider": "down"}]}], "usage": {"prices": [{"model": "mine", "input": 1}]}})");
    CHECK(said.status == 1);
    CHECK_THAT(said.out, Catch::Contains("error: listen.http_port: ") && Catch::Contains("error: providers[0].type: ") && Catch::Contains("error: providers[1].base_url: ")
                             && Catch::Contains("error: routes[0].targets[0].provider: ") && Catch::Contains("warning: usage.prices[0].output: "));
    CHECK(std::count(said.out.begin(), said.out.end(), '\n') == 5);
}

TEST_CASE("reports no missing address when the settings it is built from are invalid")
{
    const Said said = checkText(R"({"version": 1, "providers": [{"id": "up", "type": "azure-deployment", "settings": 5}, {"id": "b", "type": "openai-compatible", "base_url": 5}]})");
    CHECK(said.status == 1);
    CHECK(std::count(said.out.begin(), said.out.end(), '\n') == 2);
}

TEST_CASE("warns about an unknown field")
{
    const Said said = checkText(R"({"version": 1, "listne": {}})");
    CHECK(said.status == 0);
    CHECK_THAT(said.out, Catch::Contains("warning") && Catch::Contains("listne"));
}

TEST_CASE("a missing file means the demo unless it was named")
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("none.json"));
    CHECK(check(name, false).status == 0);
    CHECK_THAT(check(name, false).out, Catch::Contains("demo"));
    CHECK(check(name, true).status == 1);
    CHECK_THAT(check(name, true).err, Catch::Contains("none.json"));
}

TEST_CASE("names a custom certificate that HTTPS cannot use")
{
    const auto now = std::chrono::system_clock::now();
    const auto authority = gateway::http::makeLocalAuthority(now);
    REQUIRE(authority);
    const auto leaf = gateway::http::makeLocalLeaf(*authority, now);
    REQUIRE(leaf);
    const QTemporaryDir folder;
    const auto path = [&](const char* name) { return folder.filePath(QString::fromLatin1(name)); };
    write(path("leaf.crt"), leaf->certificate);
    write(path("leaf.key"), leaf->key);
    write(path("other.key"), authority->key);
    struct Row {
        const char* key;
        const char* port;
        const char* said; ///< null: nothing
    };
    const auto row = GENERATE(values<Row>({{"leaf.key", "8443", nullptr},
        {"other.key", "8443", "error: listen.tls.key: "}, {"none.key", "8443", "cannot be read"}, {"other.key", "null", nullptr}}));
    const std::string text = R"({"version": 1, "listen": {"https_port": )" + std::string(row.port) + R"(, "tls": {"certificate": ")"
                             + path("leaf.crt").toStdString() + R"(", "key": ")" + path(row.key).toStdString() + "\"}}}";
    CAPTURE(text);
    const Said said = checkText(text.c_str());
    CHECK(said.status == (row.said ? 1 : 0));
    CHECK_THAT(said.out, Catch::Contains(row.said ? row.said : "no problems"));
    CHECK(std::count(said.out.begin(), said.out.end(), '\n') == 1);
}

TEST_CASE("warns about an unusable CA file")
{
    const Said said = checkText(R"({"version": 1, "providers": [{"id": "a", "type": "ollama"}, {"id": "b", "type": "ollama", "ca_file": "/not/there.pem"}]})");
    CHECK(said.status == 0);
    CHECK_THAT(said.out, Catch::Contains("providers[1].ca_file") && Catch::Contains("\"/not/there.pem\" does not exist; create it, or correct the path. Until then, "
        "the provider cannot be reached over https"));
}

TEST_CASE("warns about an incomplete custom price unless a price list completes it")
{
    struct Row {
        const char* price;
        const char* path; ///< empty: no warning
    };
    const auto row = GENERATE(values<Row>({
        {R"({"model": "mine", "input": 1})", "usage.prices[0].output"},
        {R"({"model": "mine", "provider": "up", "output": 1})", "usage.prices[0].input"},
        {R"({"model": "mine", "input": 1, "output": 0})", ""},
        {R"({"model": "mine*", "input": 1})", ""}, // a price list may know some of them
        {R"({"model": "gpt-5", "input": 1})", ""},
        {R"({"model": "gpt-5-2025-08-07", "currency": "CNY", "input": 7})", ""},
    }));
    CAPTURE(row.price);
    const Said said = checkText((std::string(R"({"version": 1, "providers": [{"id": "up", "type": "openai", "keys": [{"name": "k", "secret": "env:K"}]}],
        "usage": {"prices": [)") + row.price + "]}}").c_str());
    CHECK(said.status == 0);
    const bool isWarned = said.out.find("is missing, and the built-in price list does not have it for this model") != std::string::npos;
    CHECK(isWarned == (*row.path != '\0'));
    CHECK_THAT(said.out, Catch::Contains(row.path));
}
