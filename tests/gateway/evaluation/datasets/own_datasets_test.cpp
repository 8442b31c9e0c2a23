#include "catch.h"

#include "gateway/evaluation/datasets/own_datasets.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

using namespace gateway;
using namespace gateway::evaluation;

namespace {

constexpr const char* kOneRow = R"({"prompt":"2 + 2?","reference":"4"})"
                                "\n";

} // namespace

TEST_CASE("keeps own datasets by name in the data folder")
{
    const QTemporaryDir folder;
    CHECK(ownDatasets(folder.path()).empty());
    const auto second = saveOwnDataset(folder.path(), "second", kOneRow);
    REQUIRE(second);
    REQUIRE(saveOwnDataset(folder.path(), "中文 1", kOneRow));
    const auto datasets = ownDatasets(folder.path());
    REQUIRE(datasets.size() == 2);
    CHECK(datasets[0].name == "second");
    CHECK(datasets[0].path == *second);
    CHECK(datasets[1].name == "中文 1");
    QFile file(*second);
    REQUIRE(file.open(QIODevice::ReadOnly));
    CHECK(file.readAll() == kOneRow);
}

TEST_CASE("rejects own datasets with unusable names")
{
    const QTemporaryDir folder;
    REQUIRE(saveOwnDataset(folder.path(), "taken", kOneRow));
    const std::string name = GENERATE(as<std::string>(), "", "../up", "a/b", "a\\b", "con:", ".hidden", "-dash", "a\nb", "taken", "reasoning", std::string(101, 'n'));
    CAPTURE(name);
    const auto saved = saveOwnDataset(folder.path(), name, kOneRow);
    REQUIRE_FALSE(saved);
    CHECK(saved.error().kind == ErrorKind::InvalidRequest);
    CHECK(saved.error().param == "name");
    CHECK(ownDatasets(folder.path()).size() == 1);
    CHECK(QDir(folder.path()).entryList(QDir::AllEntries | QDir::NoDotAndDotDot | QDir::Hidden) == QStringList{QStringLiteral("datasets")});
}

TEST_CASE("saves no own dataset with an invalid row or without rows")
{
    const QTemporaryDir folder;
    const auto invalid = saveOwnDataset(folder.path(), "new", std::string(kOneRow) + R"({"prompt":"a","assert":[{"type":"regex","value":"("}]})");
    REQUIRE_FALSE(invalid);
    CHECK_THAT(invalid.error().text(), Catch::Contains("line 2"));
    CHECK(invalid.error().param.empty());
    CHECK_FALSE(saveOwnDataset(folder.path(), "new", ""));
    CHECK(ownDatasets(folder.path()).empty());
}
