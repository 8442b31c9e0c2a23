#include "app/signalboxd/evaluation/eval_outputs.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace gateway;

namespace {

Result<void> checked(const QString& report, const QString& json, const QString& csv = {})
{
    app::EvalRequest request;
    request.report = report;
    request.json = json;
    request.csv = csv;
    return app::checkEvalOutputs(request);
}

} // namespace

TEST_CASE("files of results are checked and left as they are")
{
    const QTemporaryDir folder;
    const QString old = folder.filePath(QStringLiteral("old.html"));
    QFile file(old);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("old");
    file.close();
    CHECK(checked(old, folder.filePath(QStringLiteral("new.json")), QStringLiteral("-")));
    CHECK(checked({}, QStringLiteral("-")));
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == "old");
    CHECK(QDir(folder.path()).entryList(QDir::Files | QDir::Hidden) == QStringList{QStringLiteral("old.html")});
}

TEST_CASE("files of results that cannot be written are named")
{
    const QTemporaryDir folder;
    const auto missing = checked(folder.filePath(QStringLiteral("none/r.html")), {});
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::Io);
    CHECK_THAT(missing.error().text(), Catch::Contains("none/r.html"));
    CHECK_FALSE(checked({}, folder.path())); // a folder
    CHECK_FALSE(checked({}, {}, folder.filePath(QStringLiteral("none/r.csv"))));
}

TEST_CASE("two kinds of results cannot go to the same file")
{
    const QTemporaryDir folder;
    const QString path = folder.filePath(QStringLiteral("results"));
    const auto same = checked(path, {}, path);
    REQUIRE_FALSE(same);
    CHECK(same.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(same.error().text(), Catch::StartsWith("--out and --csv name the same file"));
    REQUIRE(QFile::link(path, folder.filePath(QStringLiteral("link"))));
    CHECK_FALSE(checked(path, folder.filePath(QStringLiteral("link"))));
    REQUIRE(QDir(folder.path()).mkdir(QStringLiteral("sub")));
    REQUIRE(QFile::link(folder.filePath(QStringLiteral("sub")), folder.filePath(QStringLiteral("other"))));
    CHECK_FALSE(checked(folder.filePath(QStringLiteral("sub/r")), folder.filePath(QStringLiteral("other/r"))));
}
