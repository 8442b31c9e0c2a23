#include "gateway/config/history/lost_configuration.h"

#include "gateway/config/document.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <string_view>

using namespace gateway;
using namespace gateway::config;

namespace {

const WallTime kLostAt = WallTime(std::chrono::seconds(1'795'000'000));
constexpr auto kOne = R"({"version": 1, "providers": [{"id": "up", "type": "demo"}]})";
constexpr auto kTwo = R"({"version": 1, "providers": [{"id": "up", "type": "demo"}, {"id": "b", "type": "demo"}], "consumers": [{"name": "ide"}]})";

void putText(const QString& path, const char* text)
{
    QFile file(path);
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
}

struct LostDesk {
    QTemporaryDir folder;
    QString file = folder.filePath(QStringLiteral("config.json"));
    QString data = folder.filePath(QStringLiteral("my data"));
    ConfigHistory history{ConfigHistory::folderIn(data)};

    std::string said(std::string_view text = {}) const
    {
        const auto lost = lostConfiguration(text, file, data);
        return lost ? toText(*lost) : std::string();
    }
};

} // namespace

TEST_CASE("names what was lost and the command that restores the newest good copy")
{
    LostDesk desk;
    putText(desk.file, "");
    SECTION("no copy")
    {
        CHECK_THAT(desk.said(), Catch::StartsWith("error: the file is empty") && Catch::Contains("there is no intact copy"));
    }
    SECTION("in the history, skipping an invalid version")
    {
        REQUIRE(desk.history.keep(kOne, Author::File, kLostAt));
        REQUIRE(desk.history.keep(kTwo, Author::Window, kLostAt + std::chrono::seconds(1)));
        REQUIRE(desk.history.keep("{\"version\": ", Author::File, kLostAt + std::chrono::seconds(2)));
        CHECK_THAT(desk.said(), Catch::Contains("version 2 of 2026-11-18T11:06:41.000Z (providers: 2, routes: 0, consumers: 1)")
                && Catch::EndsWith("signalboxd config restore 2 --config " + desk.file.toStdString() + " --data-dir '" + desk.data.toStdString() + "'"));
    }
    SECTION("backup file next to it")
    {
        putText(desk.file + QStringLiteral(".bak"), kOne);
        CHECK_THAT(desk.said(), Catch::Contains("config.json.bak (providers: 1") && Catch::EndsWith("cp " + desk.file.toStdString() + ".bak " + desk.file.toStdString()));
    }
    SECTION("backup file lost as well")
    {
        putText(desk.file + QStringLiteral(".bak"), "");
        CHECK_THAT(desk.said(), Catch::Contains("no intact copy"));
    }
}

TEST_CASE("offers the newest good copy for empty and truncated files")
{
    using namespace std::string_view_literals;
    struct Row {
        std::string_view text;
        const char* loss; // empty: not reported as lost
    };
    const auto row = GENERATE(values<Row>({
        {""sv, "is empty"},
        {" \n\0\0"sv, "is empty"},
        {"\xEF\xBB\xBF"sv, "is empty"},
        {"null"sv, "does not contain a JSON object"},
        {"[]"sv, "does not contain a JSON object"},
        {"\"\""sv, "does not contain a JSON object"},
        {"\xEF\xBB\xBF \n[{}]"sv, "does not contain a JSON object"},
        {"{"sv, "is truncated"},
        {R"({"version": 1, "providers": [{"id": "a)"sv, "is truncated"},
        {R"({"version": 1, "providers": [{"id": "}]}\"]}]}")"sv, "is truncated"},
        {"{\"version\": 1, \0\0\0"sv, "is truncated"},
        {R"({"version": 1, "providers": [{"id": "\\"}]})"sv, ""},
        {R"({"version": "one"})"sv, ""},
        {R"({"version": 1,})"sv, ""},
    }));
    CAPTURE(row.text);
    LostDesk desk;
    const bool isEmpty = std::string_view(row.loss) == "is empty";
    CHECK(desk.said(row.text).empty() != isEmpty);
    REQUIRE(desk.history.keep(kOne, Author::File, kLostAt));
    const std::string said = desk.said(row.text);
    CHECK(said.empty() == (*row.loss == '\0'));
    if (!said.empty())
        CHECK_THAT(said, Catch::Contains(row.loss) && Catch::Contains("signalboxd config restore 1 "));
}

TEST_CASE("does not store an empty version and keeps the newest good one")
{
    LostDesk desk;
    REQUIRE(desk.history.keep(kOne, Author::File, kLostAt));
    REQUIRE(desk.history.keepChange(std::string(), kTwo, Author::Command, kLostAt + std::chrono::seconds(1)));
    CHECK(desk.history.list()->size() == 2);
    CHECK(desk.history.newestGood()->text == kTwo);
}

TEST_CASE("quotes shell arguments where needed")
{
    CHECK(shellWord(QStringLiteral("/home/me/config.json")) == "/home/me/config.json");
    CHECK(shellWord(QStringLiteral("/my home/it's.json")) == "'/my home/it'\\''s.json'");
    CHECK(shellWord(QStringLiteral("$(reboot)")) == "'$(reboot)'");
    CHECK(shellWord(QString()) == "''");
}

TEST_CASE("reports a configuration saved as UTF-16 as such and not as lost")
{
    const std::string mark = GENERATE(std::string("\xFF\xFE"), std::string());
    std::string text = mark;
    for (const char* c = kOne; *c; ++c)
        text += {*c, '\0'};
    LostDesk desk;
    REQUIRE(desk.history.keep(kOne, Author::Window, kLostAt));
    CHECK(desk.said(text).empty());
    std::vector<Issue> issues;
    CHECK_FALSE(Document::parse(text, issues));
    REQUIRE(issues.size() == 1);
    CHECK(toText(issues.front()) == "error: is saved as UTF-16; save it as UTF-8");
    CHECK_FALSE(desk.said("\xEF\xBB\xBF").empty());
}
