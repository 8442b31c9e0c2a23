#include "app/process/check_config.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

#include <sstream>

namespace {

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
    QFile file(name);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    return check(name, true);
}

} // namespace

TEST_CASE("a file that would be taken")
{
    const Said said = checkText(R"({"version": 1, "listen": {"http_port": 8081}})");
    CHECK(said.status == 0);
    CHECK_THAT(said.out, Catch::EndsWith("no problems\n"));
    CHECK(said.err.empty());
}

TEST_CASE("each mistake is a line with its path")
{
    const Said said = checkText(R"({"version": 1, "listen": {"http_port": "x", "address": 5}})");
    CHECK(said.status == 1);
    CHECK_THAT(said.out, Catch::Contains("listen.http_port") && Catch::Contains("listen.address"));
    CHECK(std::count(said.out.begin(), said.out.end(), '\n') == 2);
}

TEST_CASE("an unknown field is a warning")
{
    const Said said = checkText(R"({"version": 1, "listne": {}})");
    CHECK(said.status == 0);
    CHECK_THAT(said.out, Catch::Contains("warning") && Catch::Contains("listne"));
}

TEST_CASE("no file at all")
{
    const QTemporaryDir folder;
    const QString name = folder.filePath(QStringLiteral("none.json"));
    CHECK(check(name, false).status == 0);
    CHECK_THAT(check(name, false).out, Catch::Contains("demo"));
    CHECK(check(name, true).status == 1);
    CHECK_THAT(check(name, true).err, Catch::Contains("none.json"));
}
