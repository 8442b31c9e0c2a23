#include "gateway/host/experiment_service.h"

#include "catch.h"
#include "running_gateway.h"

#include "gateway/host/experiments/experiment_file.h"

#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QThread>

#include <memory>
#include <optional>
#include <string>
#include <thread>
#include <vector>

using namespace gateway;
using namespace gateway::host;

namespace {

config::Settings withExperiment()
{
    config::Settings settings;
    config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "alias";
    for (const char* const provider : {"a", "b"}) {
        config::TargetSettings& target = route.targets.emplace_back();
        target.provider = provider;
        target.model = "m";
    }
    route.experiment = config::ExperimentSettings{"cheaper", {{0, 0.5}, {1, 0.5}}, "session", "error_rate", true};
    return settings;
}

/// Requests to both arms: all of arm 0 fail.
usage::RecordBatch requestsOfBoth(int count)
{
    usage::RecordBatch batch;
    for (int i = 0; i < count; ++i)
        for (const std::size_t arm : {std::size_t{0}, std::size_t{1}}) {
            auto record = std::make_shared<usage::ExchangeRecord>();
            record->experiment = "cheaper";
            record->experimentArm = arm;
            record->attempts.resize(1);
            record->outcome = arm == 0 ? usage::Outcome::Failed : usage::Outcome::Answered;
            batch.push_back(std::move(record));
        }
    return batch;
}

/// A service with the storage thread that it needs, both of which end with it.
struct ExperimentStorage {
    explicit ExperimentStorage(const QString& folder)
        : service(folder, work)
    {
        work.moveToThread(&thread);
        thread.start();
        QObject::connect(&service, &ExperimentService::decided, [this](const ExperimentNotice& notice) { notices.push_back(notice); });
    }
    ExperimentStorage(const ExperimentStorage&) = delete;
    ~ExperimentStorage()
    {
        thread.quit();
        thread.wait();
        service.finish();
    }

    void begin()
    {
        service.follow(withExperiment());
        service.load();
        REQUIRE(QTest::qWaitFor([this] { return service.isLoaded(); }, kLimit_ms));
    }
    ExperimentReport report()
    {
        std::optional<std::vector<ExperimentReport>> answer;
        service.report([&](std::vector<ExperimentReport> reports) { answer = std::move(reports); });
        CHECK_FALSE(answer); // comes from the event loop
        REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kLimit_ms));
        REQUIRE(answer->size() == 1);
        return answer->front();
    }

    QObject work;
    QThread thread;
    ExperimentService service;
    std::vector<ExperimentNotice> notices;
};

} // namespace

TEST_CASE("counts requests of any thread and tells a winner once over restarts")
{
    const QTemporaryDir folder;
    {
        ExperimentStorage storage(folder.path());
        QSignalSpy standings(&storage.service, &ExperimentService::standingsChanged);
        QSignalSpy changes(&storage.service, &ExperimentService::changed);
        storage.service.take(requestsOfBoth(1)); // before the file was read
        storage.begin();
        std::thread([&storage] { storage.service.take(requestsOfBoth(59)); }).join();
        REQUIRE(QTest::qWaitFor([&] { return !storage.notices.empty(); }, kLimit_ms));
        CHECK(storage.notices == std::vector<ExperimentNotice>{{"cheaper", "alias", 1, "b/m", true}});
        CHECK(standings.size() >= 1);
        CHECK(storage.service.standings().at("cheaper").takesAll == std::size_t{1});
        CHECK(QTest::qWaitFor([&] { return !changes.isEmpty(); }, kLimit_ms));
        CHECK(storage.report().figures.arms[0].requests == 60);
    }
    ExperimentStorage again(folder.path());
    again.begin();
    CHECK(again.report().figures.arms[0].requests == 60);
    CHECK(again.report().figures.winner == std::size_t{1});
    again.service.take(requestsOfBoth(1));
    CHECK(again.report().figures.arms[1].requests == 61);
    CHECK(again.notices.empty());
}

TEST_CASE("writes what experiments have shown while the gateway runs")
{
    const QTemporaryDir folder;
    ExperimentStorage storage(folder.path());
    storage.begin();
    storage.service.take(requestsOfBoth(3));
    const auto requests = [&] {
        const auto reports = savedExperiments(folder.path(), withExperiment(), std::chrono::system_clock::now()).reports(QDate::currentDate());
        return reports.front().figures.arms[0].requests;
    };
    CHECK(QTest::qWaitFor([&] { return requests() == 3; }, kLimit_ms));
}

TEST_CASE("an experiment ends by a file that another program writes")
{
    const QTemporaryDir folder;
    ExperimentStorage storage(folder.path());
    storage.begin();
    CHECK_FALSE(storage.report().figures.hasEnded);
    REQUIRE(noteExperimentEnd(folder.path(), {"cheaper", 0, std::chrono::system_clock::now()}));
    const auto takesAll = [&](std::size_t arm) { return storage.service.standings().at("cheaper") == evaluation::ExperimentStanding{true, arm, true}; };
    CHECK(QTest::qWaitFor([&] { return takesAll(0); }, kLimit_ms));
    CHECK(storage.report().figures.hasEnded);
    REQUIRE(noteExperimentEnd(folder.path(), {"cheaper", 1, std::chrono::system_clock::now()}));
    CHECK(QTest::qWaitFor([&] { return takesAll(1); }, kLimit_ms));
    CHECK(storage.notices.empty());
}

TEST_CASE("a damaged file of experiments is moved out of the way")
{
    const QTemporaryDir folder;
    QFile file(experimentsFileIn(folder.path()));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write("no JSON");
    file.close();
    {
        ExperimentStorage storage(folder.path());
        storage.begin();
        CHECK_THAT(toText(storage.report().note), Catch::StartsWith("its saved state was damaged; it began anew at "));
    }
    CHECK(QFile::exists(experimentsFileIn(folder.path()) + QStringLiteral(".bad")));
    ExperimentStorage again(folder.path());
    again.begin();
    CHECK_THAT(toText(again.report().note), Catch::StartsWith("its saved state was damaged; it began anew at "));
}

TEST_CASE("a running gateway counts the requests of an experiment and takes its end")
{
    RunningGateway gateway(R"({"version": 1, "providers": [{"id": "demo", "type": "demo"}], "routes": [{"id": "alias", "match": {"models": [{"exact": "alias"}]},
        "targets": [{"provider": "demo", "model": "demo"}, {"provider": "demo", "model": "demo-down"}],
        "experiment": {"name": "cheaper", "arms": [{"target": 1, "share": 0}, {"target": 0, "share": 1}]}}]})");
    std::optional<std::vector<ExperimentReport>> answer;
    const auto reports = [&] {
        answer.reset();
        static_cast<Experiments&>(*gateway.host).experiments([&](std::vector<ExperimentReport> all) { answer = std::move(all); });
        CHECK_FALSE(answer); // comes from the event loop
        REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kLimit_ms));
        return *answer;
    };
    CHECK(reports().empty()); // it does not run yet
    QSignalSpy changes(gateway.host.get(), &GatewayNews::experimentsChanged);
    gateway.host->start();
    REQUIRE(gateway.reaches(State::Running));
    CHECK(gateway.request("/v1/chat/completions", R"({"model": "alias", "max_tokens": 5, "messages": [{"role": "user", "content": "Hi"}]})").first == 200);
    REQUIRE(QTest::qWaitFor([&] { return reports().front().figures.arms[1].requests == 1; }, kLimit_ms));
    CHECK(QTest::qWaitFor([&] { return !changes.isEmpty(); }, kLimit_ms));
    CHECK(reports().front().figures.arms[1].value == 0.0);
    REQUIRE(noteExperimentEnd(gateway.host->dataDir(), {"cheaper", 0, std::chrono::system_clock::now()}));
    CHECK(QTest::qWaitFor([&] { return reports().front().figures.hasEnded; }, kLimit_ms));
    const auto isExplained = [&] {
        std::optional<routing::Explanation> explanation;
        routing::Question question;
        question.body = R"({"model": "alias", "messages": []})";
        gateway.host->explain(question, [&](routing::Explanation given) { explanation = std::move(given); });
        REQUIRE(QTest::qWaitFor([&] { return explanation.has_value(); }, kLimit_ms));
        return toText(explanation->experiment) == "experiment \"cheaper\" has ended: all requests go to arm 0 (demo/demo-down), which was chosen as the winner";
    };
    CHECK(QTest::qWaitFor(isExplained, kLimit_ms));
}
