#include "gateway/host/limit_service.h"

#include "catch.h"
#include "running_gateway.h"

#include "gateway/core/json/json.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>

#include <chrono>
#include <optional>

using namespace gateway;
using namespace gateway::host;
using namespace std::chrono_literals;

namespace {

policy::LimitWarning warningOf(const char* name, std::string who, int level, WallTime resetsAt)
{
    config::LimitSettings limit;
    limit.name = name;
    limit.requests = 10;
    limit.per = config::LimitWindow{CalendarUnit::Hour};
    policy::LimitWarning warning;
    warning.rule = std::make_shared<const policy::LimitRule>(limit);
    warning.who = std::move(who);
    warning.level = level;
    warning.state.resetsAt = resetsAt;
    return warning;
}

/// A service with the storage thread that it needs, both of which end with it.
struct Service {
    explicit Service(const QString& folder)
        : limits(folder, work)
    {
        work.moveToThread(&thread);
        thread.start();
        limits.load();
    }
    Service(const Service&) = delete;
    ~Service()
    {
        QMetaObject::invokeMethod(&work, [] {}, Qt::BlockingQueuedConnection); // what was to be written is written
        thread.quit();
        thread.wait();
    }

    std::vector<policy::ReportedLevel> reported()
    {
        std::optional<std::vector<policy::ReportedLevel>> answer;
        limits.read({}, [&](const std::vector<policy::LimitUse>&, std::vector<policy::ReportedLevel> levels) { answer = std::move(levels); });
        REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kLimit_ms));
        return *answer;
    }

    QObject work;
    QThread thread;
    LimitService limits;
};

} // namespace

TEST_CASE("percentages that were reported are known after a restart until the counter resets")
{
    const QTemporaryDir folder;
    const WallTime now = std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
    {
        Service service(folder.path());
        CHECK(service.reported().empty());
        service.limits.note(warningOf("burst", "ci", 50, now + 1h));
        service.limits.note(warningOf("burst", "ci", 80, now + 1h)); // replaces the lower one
        service.limits.note(warningOf("burst", "ide", 50, now - 1s)); // over
        CHECK(service.reported().size() == 2);
    }
    Service again(folder.path());
    const auto known = again.reported();
    REQUIRE(known.size() == 1);
    CHECK(known.front() == policy::ReportedLevel{"burst", "requests hour", "ci", 80, now + 1h});
}

TEST_CASE("a file of limits that cannot be read has no reported percentages")
{
    const QTemporaryDir folder;
    const QString file = LimitService::fileIn(folder.path());
    const auto text = GENERATE("", "no JSON", "[]", R"({"warned": 5})", R"({"warned": [5, {}, {"limit": "a", "percent": 80, "until": "soon"}]})",
        R"({"warned": [{"limit": "a", "percent": 800, "until": "2999-01-01T00:00:00Z"}]})");
    QFile written(file);
    REQUIRE(written.open(QIODevice::WriteOnly));
    written.write(text);
    written.close();
    CHECK(readReportedLevels(file, std::chrono::system_clock::now()).empty());
    CHECK(readReportedLevels(folder.filePath(QStringLiteral("absent")), std::chrono::system_clock::now()).empty());
}

TEST_CASE("a running gateway tells once that a percentage of a limit is used")
{
    RunningGateway gateway(R"({"version": 1, "providers": [{"id": "demo", "type": "demo"}], "policies": {"limits": [{"name": "burst", "requests": 4, "per": "hour", "warn_at": [50]}]}})");
    std::vector<LimitNotice> notices;
    QObject::connect(gateway.host.get(), &GatewayHost::limitNoticed, [&](const LimitNotice& notice) { notices.push_back(notice); });
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    const auto ask = [&] { return gateway.request("/v1/chat/completions", R"({"model": "demo", "max_tokens": 5, "messages": [{"role": "user", "content": "Hi"}]})").first; };
    CHECK(ask() == 200);
    CHECK(ask() == 200);
    REQUIRE(QTest::qWaitFor([&] { return !notices.empty(); }, kLimit_ms));
    CHECK(ask() == 200);
    CHECK(ask() == 200);
    CHECK(ask() == 429);
    REQUIRE(notices.size() == 1);
    CHECK(notices.front().limit == "burst");
    CHECK(notices.front().level == 50);
    CHECK(notices.front().percent == 50);
    CHECK_FALSE(notices.front().isReached);
    CHECK(notices.front().resetsAt.has_value());
    CHECK(toText(notices.front().whom) == "all requests that it covers");
}
