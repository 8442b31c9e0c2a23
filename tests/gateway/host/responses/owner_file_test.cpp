#include "gateway/host/responses/owner_file.h"

#include "catch.h"

#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::host;
using gateway::protocol::OwnedKind;

TEST_CASE("restores owners in the order written and keeps the file private")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("owners.sqlite"));
    CHECK(readOwners(path).owners.empty());
    REQUIRE(writeOwners(path, {{"file-1", OwnedKind::File, "ann"}, {"msg_1", OwnedKind::Item, "bob"}}));
    REQUIRE(writeOwners(path, {{"resp_1", OwnedKind::Response, ""}, {"msg_1", OwnedKind::Item, std::nullopt}}));
    const FoundOwners found = readOwners(path);
    CHECK(found.problem.isEmpty());
    REQUIRE(found.owners.size() == 2);
    CHECK(found.owners[0].id == "file-1");
    CHECK(found.owners[0].kind == OwnedKind::File);
    CHECK(found.owners[0].owner == "ann");
    CHECK(found.owners[1].id == "resp_1");
    CHECK(found.owners[1].kind == OwnedKind::Response);
    CHECK(found.owners[1].owner == ""); // an empty name is a name
    const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
    CHECK((QFileInfo(path).permissions() & others) == QFile::Permissions());
}

TEST_CASE("moves an unreadable owner file aside and names it")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("owners.sqlite"));
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(QByteArray(5000, 'x'));
    file.close();
    const FoundOwners found = readOwners(path);
    CHECK(found.owners.empty());
    CHECK(gateway::toText(found.problem).find("owners.sqlite.bad") != std::string::npos);
    CHECK_FALSE(QFile::exists(path));
    CHECK(writeOwners(path, {{"file-1", OwnedKind::File, "ann"}}));
    CHECK(readOwners(path).owners.size() == 1);
}

TEST_CASE("reports an empty owner file and overwrites no earlier copy")
{
    const QByteArray content = GENERATE(QByteArray(), QByteArray(4096, '\0'), QByteArray("\n"));
    const bool hasEarlier = GENERATE(false, true);
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("owners.sqlite"));
    const auto write = [](const QString& name, const QByteArray& bytes) {
        QFile file(name);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(bytes);
    };
    write(path, content);
    if (hasEarlier)
        write(path + QStringLiteral(".bad"), "an earlier one");
    const FoundOwners found = readOwners(path);
    CHECK(found.owners.empty());
    CHECK(gateway::toText(found.problem).find("owners.sqlite is empty") != std::string::npos);
    CHECK(gateway::toText(found.problem).find("files, batches and responses that they created before this start") != std::string::npos);
    CHECK_FALSE(QFile::exists(path));
    QFile aside(path + QStringLiteral(".bad"));
    REQUIRE(aside.open(QIODevice::ReadOnly));
    CHECK(aside.readAll() == (hasEarlier ? QByteArray("an earlier one") : content));
    CHECK(writeOwners(path, {{"file-1", OwnedKind::File, "ann"}}));
    CHECK(readOwners(path).problem.isEmpty());
}
