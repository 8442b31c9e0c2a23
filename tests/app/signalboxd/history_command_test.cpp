#include "app/signalboxd/history_command.h"

#include "gateway/config/config_file.h"
#include "gateway/config/document.h"
#include "gateway/config/history/config_history.h"
#include "gateway/host/approvals/approval_file.h"
#include "gateway/providers/secret_uses.h"

#include "catch.h"

#include <QTemporaryDir>

#include <sstream>
#include <vector>

using namespace gateway;
using namespace gateway::config;
using HistoryVerb = app::HistoryRequest::Verb;

namespace {

std::string withPort(int port) { return "{\n  \"version\": 1,\n  \"listen\": {\n    \"http_port\": " + std::to_string(port) + "\n  }\n}\n"; }

struct Desk {
    QTemporaryDir folder;
    QString configFile = folder.filePath(QStringLiteral("config.json"));
    ConfigHistory history{ConfigHistory::folderIn(folder.path())};
    std::string out;
    std::string err;

    Desk()
    {
        const WallTime start(std::chrono::seconds(1'795'000'000));
        REQUIRE(history.keep(withPort(8081), Author::File, start));
        REQUIRE(history.keep(withPort(8082), Author::Window, start + std::chrono::hours(1)));
        REQUIRE(history.keep("{\"version\": 1, \"listen\": 5}", Author::Command, start + std::chrono::hours(2)));
        REQUIRE(writeConfigFile(configFile, withPort(8082)));
    }

    int run(HistoryVerb verb, int number = 0, std::optional<int> other = {})
    {
        std::ostringstream said;
        std::ostringstream problems;
        const int status = app::historyCommand({verb, number, other}, configFile, folder.path(), said, problems);
        out = said.str();
        err = problems.str();
        return status;
    }
    std::string config() const { return readConfigFile(configFile)->value_or(""); }
};

} // namespace

TEST_CASE("lists versions with author and changes, shows and compares them")
{
    Desk desk;
    CHECK(desk.run(HistoryVerb::List) == 0);
    CHECK_THAT(desk.out, Catch::Contains("window") && Catch::Contains("~ listen.http_port") && Catch::Contains("oldest version kept"));
    CHECK(desk.out.find("3 ") < desk.out.find("2 ")); // the newest first
    CHECK(desk.run(HistoryVerb::Show, 1) == 0);
    CHECK(desk.out == withPort(8081));
    CHECK(desk.run(HistoryVerb::Diff, 1) == 0); // with the file
    CHECK_THAT(desk.out, Catch::Contains("-    \"http_port\": 8081\n+    \"http_port\": 8082\n"));
    CHECK(desk.run(HistoryVerb::Diff, 2, 1) == 0);
    CHECK_THAT(desk.out, Catch::Contains("+    \"http_port\": 8081\n"));
    CHECK(desk.run(HistoryVerb::Diff, 2) == 0);
    CHECK(desk.out.empty());
    CHECK(desk.run(HistoryVerb::Show, 77) == 1);
    CHECK_THAT(desk.err, Catch::Contains("no version 77"));
}

TEST_CASE("restores a version and can undo that")
{
    Desk desk;
    CHECK(desk.run(HistoryVerb::Restore, 1) == 0);
    CHECK_THAT(desk.out, Catch::Contains("Version 1 was restored as version 5."));
    CHECK(desk.config() == withPort(8081));
    const auto list = desk.history.list();
    REQUIRE(list);
    CHECK(list->front().author == Author::Command);
    CHECK(desk.history.read(list->front().number) == withPort(8081));
    CHECK(desk.history.read(list->at(1).number) == withPort(8082)); // the previous content
    CHECK(desk.run(HistoryVerb::Restore, 1) == 0);
    CHECK_THAT(desk.out, Catch::Contains("already"));
    CHECK(desk.run(HistoryVerb::Restore, 2) == 0);
    CHECK(desk.config() == withPort(8082));
}

TEST_CASE("does not restore an invalid version")
{
    Desk desk;
    CHECK(desk.run(HistoryVerb::Restore, 3) == 1);
    CHECK_THAT(desk.err, Catch::Contains("listen") && Catch::Contains("nothing was changed"));
    CHECK(desk.config() == withPort(8082));
}

TEST_CASE("a version that cannot be restored approves nothing")
{
    Desk desk;
    const std::string text = R"({"version": 1, "providers": [{"id": "up", "type": "openai-compatible", "base_url": "https://evil.example/v1",
        "keys": [{"name": "main", "secret": "env:SIGNALBOX_TEST_KEY"}]}]})";
    const auto number = desk.history.keep(text, Author::File, WallTime(std::chrono::seconds(1'795'100'000)));
    REQUIRE(number);
    const bool isWritable = GENERATE(false, true);
    const QString blocker = desk.folder.filePath(QStringLiteral("blocker"));
    REQUIRE(writeConfigFile(blocker, "a file in the place of a folder"));
    app::HistoryRequest request{HistoryVerb::Restore, *number, {}};
    request.isTrusted = true;
    std::ostringstream out;
    std::ostringstream err;
    const int status = app::historyCommand(request, isWritable ? desk.configFile : blocker + QStringLiteral("/config.json"), desk.folder.path(), out, err);
    CAPTURE(err.str());
    CHECK(status == (isWritable ? 0 : 1));
    std::vector<Issue> issues;
    const auto document = Document::parse(text, issues);
    REQUIRE(document);
    const auto catalog = providers::Catalog::load().value();
    const auto approved = host::ApprovalFile(desk.folder.path()).read();
    REQUIRE(approved);
    CHECK(providers::unapproved(providers::secretUses(document->settings(), *catalog), approved->value_or(providers::ApprovedOrigins())).empty() == isWritable);
    CHECK((err.str().find("approved: ") != std::string::npos) == isWritable);
}

TEST_CASE("a revoked key stays revoked in a restored version")
{
    Desk desk;
    const auto withKey = [](bool isEnabled) {
        return "{\n  \"version\": 1,\n  \"consumers\": [{\"name\": \"ide\", \"keys\": [{\"sha256\": \"" + std::string(64, 'a') + "\", \"enabled\": "
            + (isEnabled ? "true" : "false") + "}]}]\n}\n";
    };
    const auto isAccepted = [&] {
        std::vector<Issue> issues;
        const auto document = Document::parse(desk.config(), issues);
        REQUIRE(document);
        REQUIRE_FALSE(document->settings().consumers.empty());
        return document->settings().consumers.front().keys.front().enabled;
    };
    const WallTime later(std::chrono::seconds(1'795'100'000));
    const auto given = desk.history.keep(withKey(true), Author::Window, later);
    REQUIRE(given);
    SECTION("according to the file")
    {
        REQUIRE(writeConfigFile(desk.configFile, withKey(false)));
        CHECK(desk.run(HistoryVerb::Restore, *given) == 0);
        CHECK_FALSE(isAccepted());
        CHECK_THAT(desk.out, Catch::Contains("1 revoked key of it stays revoked"));
    }
    SECTION("according to a version although the consumer is gone")
    {
        REQUIRE(desk.history.keep(withKey(false), Author::Window, later + std::chrono::hours(1)));
        REQUIRE(desk.history.keep(withPort(8082), Author::Window, later + std::chrono::hours(2)));
        CHECK(desk.run(HistoryVerb::Restore, *given) == 0);
        CHECK_FALSE(isAccepted());
    }
    SECTION("unless it was reactivated")
    {
        REQUIRE(desk.history.keep(withKey(false), Author::Window, later + std::chrono::hours(1)));
        REQUIRE(desk.history.keep(withKey(true) + "\n", Author::Window, later + std::chrono::hours(2)));
        REQUIRE(writeConfigFile(desk.configFile, withPort(8082)));
        CHECK(desk.run(HistoryVerb::Restore, *given) == 0);
        CHECK(desk.config() == withKey(true));
        CHECK(desk.out.find("revoked") == std::string::npos);
    }
}
