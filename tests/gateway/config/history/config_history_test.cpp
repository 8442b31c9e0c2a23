#include "gateway/config/history/config_history.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>

using namespace gateway;
using namespace gateway::config;

namespace {

const WallTime kStart = WallTime(std::chrono::seconds(1'795'000'000));

std::string withPort(int port) { return "{\"version\": 1, \"listen\": {\"http_port\": " + std::to_string(port) + "}}\n"; }

struct Desk {
    QTemporaryDir place;
    QString folder = ConfigHistory::folderIn(place.path());
    ConfigHistory history{folder};

    std::vector<int> numbers(const ConfigHistory& of) const
    {
        std::vector<int> all;
        const auto list = of.list().value();
        for (const Version& version : list)
            all.push_back(version.number);
        return all;
    }
};

} // namespace

TEST_CASE("stores versions unchanged and newest first with author and changes")
{
    Desk desk;
    CHECK(desk.history.list()->empty());
    CHECK(desk.history.keep(withPort(1), Author::File, kStart) == 1);
    CHECK(desk.history.keepChange(withPort(1), withPort(2), Author::Window, kStart + std::chrono::seconds(5)) == 2);
    CHECK(desk.history.keep(withPort(2), Author::File, kStart + std::chrono::seconds(6)) == 2); // unchanged
    const auto list = desk.history.list();
    REQUIRE(list);
    REQUIRE(list->size() == 2);
    CHECK(list->at(0).number == 2);
    CHECK(list->at(0).author == Author::Window);
    CHECK(list->at(0).time == kStart + std::chrono::seconds(5));
    CHECK_FALSE(list->at(0).isFirst);
    CHECK(toText(list->at(0).changes) == "~ listen.http_port");
    CHECK(list->at(1).isFirst);
    CHECK(list->at(1).changes.empty());
    CHECK(desk.history.read(1) == withPort(1));
    const auto missing = desk.history.read(3);
    REQUIRE_FALSE(missing);
    CHECK(missing.error().kind == ErrorKind::InvalidRequest);
}

TEST_CASE("stores the version found before a change even if nobody stored it then")
{
    Desk desk;
    CHECK(desk.history.keep(withPort(1), Author::Window, kStart) == 1);
    CHECK(desk.history.keepChange(withPort(7), withPort(8), Author::Window, kStart) == 3); // 7 was written in between
    const auto list = desk.history.list().value();
    REQUIRE(list.size() == 3);
    CHECK(list[1].author == Author::File);
    CHECK(desk.history.read(2) == withPort(7));
    CHECK(list[0].time > list[2].time); // although the clock stood still
}

TEST_CASE("does not store a change again that is reported late")
{
    Desk desk;
    CHECK(desk.history.keep(withPort(1), Author::File, kStart) == 1);
    CHECK(desk.history.keep(withPort(2), Author::Command, kStart + std::chrono::seconds(1)) == 2);
    CHECK(desk.history.keep(withPort(1), Author::Command, kStart + std::chrono::seconds(3)) == 3);
    CHECK(desk.history.keep(withPort(2), Author::File, kStart + std::chrono::seconds(2)) == 2); // the file watcher saw it at that time
    CHECK(desk.history.keep(withPort(1), Author::File, kStart + std::chrono::seconds(2)) == 3); // and had already seen this
    CHECK(desk.numbers(desk.history) == std::vector{3, 2, 1});
    CHECK(desk.history.keep(withPort(4), Author::File, kStart + std::chrono::seconds(2)) == 4); // stored by nobody else
    CHECK(desk.history.keep(withPort(1), Author::File, kStart - std::chrono::hours(1)) == 5); // the clock was set back
}

TEST_CASE("only its owner can read the history")
{
    Desk desk;
    REQUIRE(desk.history.keep(withPort(1), Author::File, kStart));
    constexpr auto kOthers = QFileDevice::ReadGroup | QFileDevice::WriteGroup | QFileDevice::ExeGroup | QFileDevice::ReadOther
                             | QFileDevice::WriteOther | QFileDevice::ExeOther;
    CHECK((QFileInfo(desk.folder).permissions() & kOthers) == 0);
    const auto files = QDir(desk.folder).entryInfoList({QStringLiteral("*.json")});
    REQUIRE(files.size() == 1);
    CHECK((files.front().permissions() & kOthers) == 0);
    CHECK(files.front().fileName().startsWith(QLatin1String("000001-2026")));
}

TEST_CASE("bounds the history by count and age and size but keeps the newest version")
{
    struct Row {
        ConfigHistory::Bounds bounds;
        std::vector<int> kept;
    };
    const auto row = GENERATE(values<Row>({
        {{.count = 3}, {6, 5, 4}},
        {{.age = std::chrono::days(2)}, {6, 5, 4}},
        {{.bytes = 120}, {6, 5}},
        {{.count = 0, .bytes = 1}, {6}},
    }));
    Desk desk;
    const ConfigHistory history(desk.folder, row.bounds);
    for (int day = 0; day < 6; ++day)
        REQUIRE(history.keep(withPort(1000 + day), Author::Window, kStart + std::chrono::days(day)) == day + 1);
    CHECK(desk.numbers(history) == row.kept);
}

TEST_CASE("ignores foreign files and an unreadable version hides no others")
{
    Desk desk;
    REQUIRE(desk.history.keep(withPort(1), Author::File, kStart) == 1);
    REQUIRE(desk.history.keep(withPort(2), Author::File, kStart) == 2);
    QFile note(desk.folder + QStringLiteral("/note.txt"));
    REQUIRE(note.open(QIODevice::WriteOnly));
    REQUIRE(QDir(desk.folder).mkdir(QStringLiteral("000009-20261122T000000000Z-file.json")));
    CHECK(desk.numbers(desk.history) == std::vector<int>{2, 1});
    REQUIRE(desk.history.forget(2));
    CHECK(desk.numbers(desk.history) == std::vector<int>{1});
    CHECK(note.exists());
}

TEST_CASE("imports versions of another history once with their own times")
{
    Desk desk;
    REQUIRE(desk.history.keep(withPort(1), Author::File, kStart));
    CHECK_FALSE(desk.history.has(withPort(9), kStart - std::chrono::hours(1)));
    for (int twice = 0; twice < 2; ++twice)
        REQUIRE(desk.history.add(withPort(9), Author::Window, kStart - std::chrono::hours(1)));
    CHECK(desk.history.has(withPort(9), kStart - std::chrono::hours(1)));
    CHECK_FALSE(desk.history.has(withPort(9), kStart));
    CHECK(desk.numbers(desk.history) == std::vector<int>{1, 2});
    CHECK(desk.history.keep(withPort(1), Author::File, kStart) == 1); // still the newest version
}

TEST_CASE("describes what a change changed")
{
    struct Row {
        const char* before;
        const char* after;
        const char* words;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"a": 1})", R"({"a": 1})", ""},
        {R"({"a": 1, "b": 2})", R"({"b": 2,"a": 1})", ""},
        {R"({"a": 1})", R"({"b": 2})", "− a, + b"},
        {"{}", R"({"ui": {"theme": "dark"}, "routes": [{"id": "r", "enabled": true}], "empty": {}})", "+ ui.theme, + routes.r, + empty"},
        {R"({"routes": [{"id": "r"}], "hosts": ["a"]})", "{}", "− routes.r, − hosts"},
        {R"({"providers": [{"id": "x", "base_url": "u"}]})", R"({"providers": [{"id": "x", "base_url": "v"}, {"id": "y"}]})",
            "~ providers.x.base_url, + providers.y"},
        {R"({"providers": [{"id": "x"}, {"id": "y"}]})", R"({"providers": [{"id": "y"}, {"id": "x"}]})", "~ providers"},
        {R"({"providers": [{"id": "x", "timeouts": {"idle_ms": 1}}]})", R"({"providers": [{"id": "x", "timeouts": {"idle_ms": 2}}]})",
            "~ providers.x.timeouts.idle_ms"},
        {R"({"routes": [{"id": "r", "targets": [{"provider": "a"}]}]})", R"({"routes": [{"id": "r", "targets": []}]})", "~ routes.r.targets"},
        {R"({"a": 1, "b": 1, "c": 1, "d": 1, "e": 1, "f": 1})", "{}", "− a, − b, − c, − d … +2"},
        {"{", "{}", "~"},
    }));
    CAPTURE(row.before, row.after);
    CHECK(toText(changedParts(row.before, row.after)) == row.words);
}

TEST_CASE("identifies the changed entry by its own name whatever the path shows")
{
    const std::string name = "My \"Tool\" <x> & co, whose name is longer than what a path shows of one, so that it would be cut";
    const std::string quoted = "\"My \\\"Tool\\\" <x> & co, whose name is longer than what a path shows of one, so that it would be cut\"";
    const std::string one = "{\"consumers\": [{\"name\": " + quoted + ", \"keys\": [{\"name\": \"k\", \"enabled\": true}]}], \"ui\": {\"theme\": \"dark\"}}";
    const std::string other = "{\"consumers\": [{\"name\": " + quoted + ", \"keys\": [{\"name\": \"k\", \"enabled\": false}]}], \"ui\": {\"theme\": \"light\"}}";
    const auto changed = changedParts(one, other);
    REQUIRE(changed.size() == 2);
    CHECK(changed[0].entry == name); // not the key within it
    CHECK(changed[0].path.find('?') != std::string::npos);
    CHECK(changed[1].entry.empty());
    for (const auto& [before, after] : {std::pair(one, std::string("{\"consumers\": []}")), std::pair(std::string("{}"), one)}) {
        const auto parts = changedParts(before, after);
        CHECK(std::ranges::count(parts, name, &ChangedPart::entry) == 1);
    }
}
