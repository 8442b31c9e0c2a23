#include "gateway/host/responses/response_file.h"

#include "catch.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::host;
using gateway::protocol::ResponseChange;

namespace {

ResponseChange kept(const std::string& id, const std::string& words, std::int64_t created_s)
{
    return {id,
        R"({"id":")" + id + R"(","owner":"ann","created_s":)" + std::to_string(created_s)
            + R"(,"input":[],"response":{"id":")" + id + R"(","words":")" + words + R"("}})",
        created_s};
}

bool holds(const QString& path, const QByteArray& text)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) && file.readAll().contains(text);
}

std::string idsOf(const FoundResponses& found)
{
    std::string ids;
    for (const auto& each : found.responses)
        ids += each.kept.id + ' ';
    return ids;
}

} // namespace

TEST_CASE("restores responses in the order stored and erases deleted ones completely")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("responses.sqlite"));
    CHECK(readResponses(path, 0).responses.empty());
    CHECK_FALSE(QFile::exists(path)); // no file while there is nothing to store

    const std::string many(20'000, 'w');
    REQUIRE(writeResponses(path, {kept("r1", "old words", 10), kept("r2", "secret words", 50), kept("r3", many, 60)}));
    CHECK(QFileInfo(path).permissions() == (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
    CHECK(idsOf(readResponses(path, 0)) == "r1 r2 r3 ");
    REQUIRE(writeResponses(path, {kept("r1", "new words", 10), {"r2", {}, 0}, {"none", {}, 0}}));
    const FoundResponses found = readResponses(path, 0);
    CHECK(found.problem.isEmpty());
    CHECK(idsOf(found) == "r3 r1 ");
    CHECK(found.responses.back().kept.response["words"] == "new words");
    CHECK(found.responses.front().size > many.size());
    for (const char* gone : {"secret words", "old words"})
        CHECK_FALSE(holds(path, gone));

    const qint64 before = QFileInfo(path).size();
    CHECK(idsOf(readResponses(path, 20)) == "r3 "); // r1 is too old
    CHECK_FALSE(holds(path, "new words"));
    REQUIRE(writeResponses(path, {{"r3", {}, 0}}));
    CHECK(QFileInfo(path).size() < before);
    CHECK_FALSE(QFile::exists(path + QStringLiteral("-journal")));
    removeResponses(path);
    CHECK_FALSE(QFile::exists(path));
}

TEST_CASE("moves an unusable response file aside and creates a new one")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("responses.sqlite"));
    REQUIRE(writeResponses(path, {kept("r1", std::string(50'000, 'w'), 10)}));
    QByteArray bytes;
    {
        QFile file(path);
        REQUIRE(file.open(QIODevice::ReadWrite));
        bytes = file.readAll();
        const bool isCut = GENERATE(false, true);
        if (isCut) {
            REQUIRE(file.resize(bytes.size() / 3));
        } else {
            REQUIRE(file.seek(0));
            file.write(QByteArray(8000, 'x'));
        }
    }
    const FoundResponses found = readResponses(path, 0);
    CHECK(found.responses.empty());
    CHECK(gateway::toText(found.problem).find("responses.sqlite.bad") != std::string::npos);
    CHECK(QFile::exists(path + QStringLiteral(".bad")));
    CHECK_FALSE(QFile::exists(path));
    REQUIRE(writeResponses(path, {kept("r2", "words", 10)}));
    CHECK(idsOf(readResponses(path, 0)) == "r2 ");
}

TEST_CASE("reports an emptied response file and keeps it as a copy")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("responses.sqlite"));
    REQUIRE(writeResponses(path, {kept("r1", "words", 10)}));
    REQUIRE(QFile::resize(path, 0));
    const FoundResponses found = readResponses(path, 0);
    CHECK(found.responses.empty());
    CHECK(gateway::toText(found.problem).find("responses.sqlite is empty") != std::string::npos);
    CHECK(QFile::exists(path + QStringLiteral(".bad")));
    CHECK_FALSE(QFile::exists(path));
    CHECK(readResponses(path, 0).problem.isEmpty()); // reported once
}

TEST_CASE("returns an error when responses cannot be written")
{
    const QTemporaryDir folder;
    const auto written =
        writeResponses(folder.filePath(QStringLiteral("none/responses.sqlite")), {kept("r1", "words", 10)});
    REQUIRE_FALSE(written);
    CHECK(written.error().kind == ErrorKind::Io);
}
