#include "gateway/evaluation/preparation/model_facts.h"
#include "gateway/evaluation/preparation/recommended_route.h"
#include "gateway/evaluation/preparation/run_preparation.h"
#include "gateway/evaluation/preparation/run_removal.h"
#include "gateway/usage/ledger/ledger.h"

#include "catch.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>

#include <memory>
#include <optional>
#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::evaluation;

namespace {

struct Prepared {
    QTemporaryDir folder;
    QString path = folder.filePath(QStringLiteral("set.jsonl"));

    Dataset write(const char* text) const
    {
        QFile file(path);
        REQUIRE(file.open(QIODevice::WriteOnly));
        file.write(text);
        file.close();
        auto dataset = Dataset::open(path);
        REQUIRE(dataset);
        return *dataset;
    }
};

constexpr auto kRows = "{\"id\":\"a\",\"prompt\":\"2 + 2?\",\"reference\":\"4\"}\n{\"id\":\"b\",\"prompt\":\"1 + 1?\",\"reference\":\"2\"}\n";

RunPlan planFor(std::vector<std::string> targets)
{
    RunPlan plan;
    plan.name = "november";
    plan.targets = std::move(targets);
    return plan;
}

RunResults scoredRun(std::vector<std::pair<std::string, double>> scores)
{
    RunResults results;
    results.plan.name = "november 1";
    for (auto& [name, score] : scores) {
        TargetResult target;
        target.name = name;
        if (score >= 0)
            target.score = statistics::ScoreEstimate{score, {score, score}};
        results.targets.push_back(std::move(target));
    }
    return results;
}

config::Settings settingsWith(const std::vector<std::string>& providers)
{
    config::Settings settings;
    for (const std::string& id : providers)
        settings.providers.emplace_back().id = id;
    return settings;
}

} // namespace

TEST_CASE("names the first obstacle of a plan")
{
    struct Row {
        const char* text;
        RunPlan plan;
        std::optional<RunObstacle> obstacle;
    };
    RunPlan judged;
    judged.judge = "a/b";
    RunPlan skipping;
    skipping.skipBroken = true;
    RunPlan allowing;
    allowing.allowsCommands = true;
    RunPlan pairs;
    pairs.isPairs = true;
    constexpr auto kJudged = R"({"prompt":"a","assert":[{"type":"judge","rubric":"kind"}]})";
    constexpr auto kCommand = R"({"prompt":"a","assert":[{"type":"command","argv":["true"]}]})";
    constexpr auto kBroken = "{\"prompt\":\"a\"}\n{\"prompt\":\"b\",\"reference\":\"c\"}";
    const auto row = GENERATE_COPY(values<Row>({
        {kRows, {}, std::nullopt},
        {kBroken, {}, RunObstacle::BrokenRows},
        {kBroken, skipping, std::nullopt},
        {"{\"prompt\":\"a\"}", skipping, RunObstacle::NoRows},
        {kJudged, {}, RunObstacle::NeedsJudge},
        {kJudged, judged, std::nullopt},
        {kRows, pairs, RunObstacle::NeedsJudge},
        {kCommand, {}, RunObstacle::NeedsCommands},
        {kCommand, allowing, std::nullopt},
    }));
    CAPTURE(row.text);
    const Prepared prepared;
    const Dataset dataset = prepared.write(row.text);
    CHECK(obstacleOf(row.plan, dataset) == row.obstacle);
    if (row.obstacle)
        CHECK_FALSE(errorOf(*row.obstacle, dataset).text().empty());
}

TEST_CASE("creates a run once and reopens it only for one at a time")
{
    const Prepared prepared;
    const Dataset dataset = prepared.write(kRows);
    auto run = createRun(prepared.folder.path(), planFor({"a/b"}), dataset, WallTime{});
    REQUIRE(run);
    const std::string id = run->file.plan().id;
    CHECK(run->file.plan().rows == 2);
    CHECK(run->file.plan().datasetSha256 == dataset.sha256());
    CHECK(RunLock::isHeld(prepared.folder.path(), id));
    const QString file = RunFile::fileIn(prepared.folder.path(), id);
    const auto second = reopenRun(prepared.folder.path(), file, {});
    REQUIRE_FALSE(second);
    CHECK(second.error().text() == "another program is already carrying out this run; end it first");
    {
        const PreparedRun ended = std::move(*run);
    }
    CHECK_FALSE(RunLock::isHeld(prepared.folder.path(), id));
    {
        const auto wrong = reopenRun(prepared.folder.path(), file, {std::nullopt, Money{Currency::Cny, 1}});
        REQUIRE_FALSE(wrong);
        CHECK(wrong.error().text() == "the currency of a run that has begun cannot change");
    }
    {
        const auto again = reopenRun(prepared.folder.path(), file, {7, Money{Currency::Usd, 1}});
        REQUIRE(again);
        REQUIRE(again->dataset);
        CHECK(again->file.plan().concurrency == 7);
        CHECK(again->file.plan().maxCost == Money{Currency::Usd, 1});
    }
    prepared.write("{\"id\":\"c\",\"prompt\":\"other\",\"reference\":\"4\"}\n");
    const auto changed = reopenRun(prepared.folder.path(), file, {});
    REQUIRE_FALSE(changed);
    CHECK(changed.error().text().find("has changed since the run began") != std::string::npos);
}

TEST_CASE("a baseline has a target and a row in common with the run")
{
    const Prepared prepared;
    Dataset dataset = prepared.write(kRows);
    auto run = createRun(prepared.folder.path(), planFor({"a/b", "c/d"}), dataset, WallTime{});
    REQUIRE(run);
    CHECK(checkBaseline(planFor({"e/f", "c/d"}), dataset, run->file));
    const auto targets = checkBaseline(planFor({"e/f"}), dataset, run->file);
    REQUIRE_FALSE(targets);
    CHECK(targets.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(targets.error().text(), Catch::Contains("none of the targets"));
    dataset = prepared.write("{\"id\":\"new\",\"prompt\":\"other\",\"reference\":\"4\"}\n{\"id\":\"b\",\"prompt\":\"other\",\"reference\":\"4\"}\n");
    CHECK(checkBaseline(planFor({"a/b"}), dataset, run->file));
    dataset = prepared.write("{\"id\":\"new\",\"prompt\":\"2 + 2?\",\"reference\":\"4\"}\n");
    const auto rows = checkBaseline(planFor({"a/b"}), dataset, run->file);
    REQUIRE_FALSE(rows);
    CHECK(rows.error().kind == ErrorKind::InvalidRequest);
    CHECK_THAT(rows.error().text(), Catch::Contains("no row in common"));
}

TEST_CASE("each model of a run is looked up once")
{
    const Prepared prepared;
    const Dataset dataset = prepared.write(R"({"prompt":"a","assert":[{"type":"judge","rubric":"kind"}]})");
    RunPlan plan = planFor({"a/b", "c/d"});
    plan.judge = "a/b";
    CHECK(modelsOf(plan, dataset) == std::vector<std::string>{"a/b", "c/d"});
    plan.judge = "e/f";
    CHECK(modelsOf(plan, dataset) == std::vector<std::string>{"a/b", "c/d", "e/f"});
}

TEST_CASE("the best target becomes a route with the second best as its fallback")
{
    const auto results = scoredRun({{"a/small", 0.5}, {"b/large/x", 0.9}, {"a/none", -1}, {"c/gone", 0.8}, {"a/middle", 0.7}});
    const auto settings = withRouteOf(results, settingsWith({"a", "b"}), "", "best");
    REQUIRE(settings);
    REQUIRE(settings->routes.size() == 1);
    const auto& route = settings->routes.front();
    CHECK(route.id == "eval-november-1");
    CHECK(route.match.models.front().text == "best");
    REQUIRE(route.targets.size() == 2);
    CHECK(route.targets[0].provider == "b");
    CHECK(route.targets[0].model == "large/x");
    CHECK(route.targets[1].model == "middle");
    CHECK(route.targets[0].priority > route.targets[1].priority);

    const auto twice = withRouteOf(results, *settings, "", "other");
    REQUIRE_FALSE(twice);
    CHECK(twice.error().param == "name");
    const auto taken = withRouteOf(results, *settings, "new", "best");
    REQUIRE_FALSE(taken);
    CHECK(taken.error().param == "model");
    CHECK_FALSE(withRouteOf(scoredRun({{"a/none", -1}}), settingsWith({"a"}), "", ""));
    CHECK_FALSE(withRouteOf(scoredRun({{"a route", 0.9}, {"a/b", 0.1}}), settingsWith({"a"}), "", ""));
}

TEST_CASE("the usual output of a model includes its reasoning")
{
    const QTemporaryDir folder;
    const QString file = folder.filePath(QStringLiteral("ledger.sqlite"));
    const auto answered = [](const char* model, std::optional<Tokens> output, std::optional<Tokens> reasoning) {
        static int count = 0;
        usage::ExchangeRecord record;
        record.id = "r" + std::to_string(++count);
        record.startedAt = SystemClock().wallNow();
        record.provider = "local";
        record.model = model;
        record.status = 200;
        record.outcome = usage::Outcome::Answered;
        record.duration = Milliseconds{5000};
        record.tokens.origin = protocol::UsageOrigin::Reported;
        record.tokens.input = Tokens{10};
        record.tokens.output = output;
        record.tokens.reasoning = reasoning;
        return std::make_shared<const usage::ExchangeRecord>(record);
    };
    {
        usage::Ledger ledger(file, [](const Error&) {}); // its destructor waits until everything is written
        ledger.write({answered("thinker", Tokens{20}, Tokens{1000}), answered("thinker", Tokens{30}, Tokens{2000}), answered("thinker", Tokens{40}, Tokens{3000}),
            answered("talker", Tokens{300}, std::nullopt), answered("muser", std::nullopt, Tokens{700})});
    }
    auto settings = settingsWith({"local"});
    settings.providers.front().type = "ollama";
    const auto catalog = providers::Catalog::load();
    REQUIRE(catalog);
    const auto facts = modelFacts({settings, {}, file}, **catalog, {"local/thinker", "local/talker", "local/muser", "local/new"});
    REQUIRE(facts);
    CHECK(facts->estimates.at("local/thinker").medianOutput == Tokens{2030});
    CHECK(facts->estimates.at("local/thinker").medianLatency == Milliseconds{5000});
    CHECK(facts->estimates.at("local/talker").medianOutput == Tokens{300});
    CHECK(facts->estimates.at("local/muser").medianOutput == Tokens{700});
    CHECK_FALSE(facts->estimates.at("local/new").medianOutput);
    CHECK(CallPricing(facts->estimates, Currency::Usd, facts->rate).usualOutput("local/thinker") == Tokens{2030}); // what a call is bounded by
    const auto rate = modelFacts({settings, {}, file}, **catalog, {});
    REQUIRE(rate);
    CHECK(rate->rate == facts->rate);
    CHECK(rate->estimates.empty());
}

TEST_CASE("deletes a run with all of its files unless it is being carried out")
{
    const Prepared prepared;
    const Dataset dataset = prepared.write(kRows);
    std::string id;
    {
        auto run = createRun(prepared.folder.path(), planFor({"a/b"}), dataset, WallTime{std::chrono::seconds(1'763'640'000)});
        REQUIRE(run);
        id = run->file.plan().id;
        const auto refused = removeRun(prepared.folder.path(), id);
        REQUIRE_FALSE(refused);
        CHECK(refused.error().text() == "the run is in progress; stop it first");
        CHECK(QFile::exists(RunFile::fileIn(prepared.folder.path(), id)));
    }
    const QDir folder(RunFile::folderIn(prepared.folder.path()));
    for (const char* end : {"-wal", "-shm"}) { // of a program that was killed
        QFile beside(RunFile::fileIn(prepared.folder.path(), id) + QString::fromLatin1(end));
        REQUIRE(beside.open(QIODevice::WriteOnly));
    }
    REQUIRE(removeRun(prepared.folder.path(), id));
    CHECK(folder.entryList(QDir::Files).isEmpty());
    const auto again = removeRun(prepared.folder.path(), id);
    REQUIRE_FALSE(again);
    CHECK(again.error().kind == ErrorKind::InvalidRequest);
}
