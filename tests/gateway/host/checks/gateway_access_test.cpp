#include "gateway/host/checks/gateway_access.h"

#include "gateway/host/checks/data_folder_lock.h"

#include "catch.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::host;

namespace {

QString runningFileOf(const QTemporaryDir& folder) { return folder.filePath(QStringLiteral("running.json")); }

void replaceRunning(const QTemporaryDir& folder, const QByteArray& text)
{
    QFile file(runningFileOf(folder));
    REQUIRE(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(text);
}

} // namespace

TEST_CASE("finds a gateway that runs and nothing once it has ended")
{
    const QTemporaryDir folder;
    DataFolderLock lock(folder.path());
    REQUIRE(lock.take() == DataFolderLock::Outcome::Taken);
    const auto starting = runningGateway(folder.path());
    REQUIRE(starting);
    CHECK_FALSE(*starting); // it does not listen yet

    noteRunning(folder.path(), {"http://127.0.0.1:8080", Secret("sb-own")});
    const auto found = runningGateway(folder.path());
    REQUIRE(found);
    REQUIRE(*found);
    CHECK((*found)->baseUrl == "http://127.0.0.1:8080");
    CHECK((*found)->key.reveal() == "sb-own");
    CHECK(QFileInfo(runningFileOf(folder)).permissions() == (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));

    noteRunning(folder.path(), {"http://127.0.0.1:9090", Secret("sb-own")});
    CHECK(runningGateway(folder.path()).value()->baseUrl == "http://127.0.0.1:9090");

    lock.release(); // as after a kill
    REQUIRE(QFileInfo::exists(runningFileOf(folder)));
    const auto killed = runningGateway(folder.path());
    REQUIRE(killed);
    CHECK_FALSE(*killed);

    REQUIRE(lock.take() == DataFolderLock::Outcome::Taken);
    forgetRunning(folder.path());
    CHECK_FALSE(QFileInfo::exists(runningFileOf(folder)));
    CHECK_FALSE(runningGateway(folder.path()).value());
}

TEST_CASE("refuses a file of a running gateway that is open to others or invalid")
{
    const QTemporaryDir folder;
    DataFolderLock lock(folder.path());
    REQUIRE(lock.take() == DataFolderLock::Outcome::Taken);
    noteRunning(folder.path(), {"http://127.0.0.1:8080", Secret("sb-own")});
    SECTION("readable by the group")
    {
        QFile::setPermissions(runningFileOf(folder), QFile::ReadOwner | QFile::WriteOwner | QFile::ReadGroup);
        const auto found = runningGateway(folder.path());
        REQUIRE_FALSE(found);
        CHECK(found.error().kind == ErrorKind::SecretDenied);
        CHECK_THAT(found.error().text(), Catch::Contains("others can access it"));
        noteRunning(folder.path(), {"http://127.0.0.1:8080", Secret("sb-own")}); // the next start
        CHECK(runningGateway(folder.path()).value());
    }
    SECTION("invalid")
    {
        replaceRunning(folder, GENERATE("", "{", "[]", R"({"pid": 1})"));
        const auto found = runningGateway(folder.path());
        REQUIRE_FALSE(found);
        CHECK_THAT(found.error().text(), Catch::Contains("running.json is invalid"));
    }
    SECTION("of a gateway that was killed before this one started")
    {
        replaceRunning(folder, R"({"pid": 1, "base_url": "http://127.0.0.1:1", "key": "sb-old"})");
        const auto found = runningGateway(folder.path());
        REQUIRE(found);
        CHECK_FALSE(*found);
    }
}

TEST_CASE("reaches a gateway that listens on all addresses over loopback")
{
    CHECK(localBaseUrl({}).empty());
    CHECK(localBaseUrl({"127.0.0.1:8080", "[::1]:8080"}) == "http://127.0.0.1:8080");
    CHECK(localBaseUrl({"0.0.0.0:8080"}) == "http://127.0.0.1:8080");
    CHECK(localBaseUrl({"[::]:8080"}) == "http://[::1]:8080");
    CHECK(localBaseUrl({"192.168.0.7:8080"}) == "http://192.168.0.7:8080");
}
