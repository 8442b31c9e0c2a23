#include "gateway/config/config_file.h"
#include "gateway/config/history/config_history.h"
#include "gateway/host/config_editing.h"
#include "gateway/host/gateway_host.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <memory>
#include <optional>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::host;
using namespace Qt::StringLiterals;

namespace {

/// A gateway that starts with the contents of its folder.
struct Started {
    static constexpr int kMost_ms = 10000;
    QTemporaryDir folder;
    QString file = folder.filePath(u"config.json"_s);
    std::unique_ptr<GatewayHost> host;

    void put(const QString& path, const char* text) const
    {
        QFile target(path);
        REQUIRE(target.open(QIODevice::WriteOnly | QIODevice::Truncate));
        target.write(text);
    }
    /// `isDesktop`: an invalid file does not prevent the start.
    void start(State wanted, bool isFileGiven, bool isDesktop)
    {
        HostOptions options;
        options.configFile = file;
        options.configGiven = isFileGiven;
        options.startWithBadFile = isDesktop;
        options.dataDir = folder.filePath(u"data"_s);
        options.httpPort = 0;
        options.httpsPort = std::optional<int>();
        host = std::make_unique<GatewayHost>(options);
        host->start();
        REQUIRE(QTest::qWaitFor([&] { return host->status().state == wanted; }, kMost_ms));
    }
    std::string content(const QString& path) const { return config::readConfigFile(path)->value_or("(none)"); }

    template <class Value, class Call> Value wait(Call call) const
    {
        std::optional<Value> answer;
        call([&](Value value) { answer = std::move(value); });
        REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kMost_ms));
        return *answer;
    }
    Result<void> setTheme(const char* theme) const
    {
        auto next = host->settings();
        next.ui.theme = theme;
        return wait<Result<void>>([&](auto done) { host->change(next, std::move(done)); });
    }
    /// The texts of the stored versions, newest first.
    std::vector<std::string> kept() const
    {
        std::vector<std::string> texts;
        const auto list = wait<Result<std::vector<config::Version>>>([&](auto done) { host->editing().listVersions(std::move(done)); });
        for (const config::Version& each : list.value_or(std::vector<config::Version>()))
            texts.push_back(config::ConfigHistory(config::ConfigHistory::folderIn(folder.filePath(u"data"_s))).read(each.number).value_or("(none)"));
        return texts;
    }
};

} // namespace

TEST_CASE("keeps an exact copy of an older configuration version before writing the current one")
{
    constexpr const char* kOlder = "{\"ui\":   {\"theme\": \"light\"},\n\n \"x_mine\": 1.50}"; // from before files had a version
    Started gateway;
    gateway.put(gateway.file, kOlder);
    gateway.start(State::Running, true, true);
    REQUIRE_FALSE(gateway.host->status().configIssues.empty());
    CHECK(gateway.host->status().configIssues.front().path == "version");
    CHECK(gateway.kept() == std::vector<std::string>{kOlder});
    CHECK(gateway.content(gateway.file) == kOlder); // starting writes nothing

    REQUIRE(gateway.setTheme("dark"));
    const std::string now = gateway.content(gateway.file);
    CHECK_THAT(now, Catch::Contains("\"version\": 1"));
    CHECK(gateway.kept() == std::vector<std::string>{now, kOlder});
    CHECK(gateway.content(gateway.file + u".bak"_s) == kOlder);
}

TEST_CASE("does not write a file with a version that never existed")
{
    constexpr const char* kNever = "{\"version\": 0, \"ui\": {\"theme\": \"light\"}}";
    Started gateway;
    gateway.put(gateway.file, kNever);
    gateway.start(State::Running, true, true);
    CHECK(gateway.host->status().configInvalid);
    CHECK_FALSE(gateway.host->status().configNewer);
    CHECK_FALSE(gateway.setTheme("dark"));
    CHECK(gateway.content(gateway.file) == kNever);
}

TEST_CASE("starts from the temporary file of an interrupted write when the file is missing")
{
    const bool isFileGiven = GENERATE(true, false);
    Started gateway;
    const QString left = gateway.file + u".AbCdEf"_s;
    const auto isNamed = [](const std::string& text) { return text.find("config.json.AbCdEf") != std::string::npos; };

    SECTION("complete")
    {
        constexpr const char* kWhole = R"({"version": 1, "ui": {"theme": "dark"}})";
        gateway.put(left, kWhole);
        gateway.start(State::Running, isFileGiven, false);
        CHECK(gateway.host->settings().ui.theme == "dark");
        CHECK(gateway.content(gateway.file) == kWhole);
        CHECK_FALSE(QFile::exists(left));
        REQUIRE(gateway.host->status().configIssues.size() == 1);
        CHECK(gateway.host->status().configIssues.front().level == config::Issue::Level::Warning);
        CHECK(isNamed(toText(gateway.host->status().configIssues.front())));
        const auto isLogged = [&] {
            const auto log = gateway.host->recentLog();
            return std::ranges::any_of(log, isNamed, &LogLine::text);
        };
        CHECK(QTest::qWaitFor(isLogged, Started::kMost_ms));
        CHECK(gateway.kept() == std::vector<std::string>{kWhole});
        REQUIRE(gateway.setTheme("light")); // a file like any other
    }
    SECTION("truncated")
    {
        constexpr const char* kTorn = R"({"version": 1, "ui")";
        gateway.put(left, kTorn);
        gateway.start(isFileGiven ? State::Failed : State::Running, isFileGiven, false);
        CHECK(gateway.content(left) == kTorn);
        CHECK_FALSE(QFile::exists(gateway.file));
        CHECK(gateway.host->status().problem.has_value() == isFileGiven);
        CHECK(gateway.host->status().configIssues.empty());
    }
}
