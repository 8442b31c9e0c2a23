#include "catch.h"

#include "ledger_reader.h"
#include "scenario.h"

#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <fstream>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

// `signalboxd eval` from outside: what it asks, what it writes, and what it costs.

using namespace tests;

namespace {

/// A folder with a configuration and a dataset, for runs that bring their own gateway.
class EvalPlace {
public:
    explicit EvalPlace(const FakeUpstream& upstream)
    {
        Json models = provider("up", upstream.baseUrl(), {kKeyReference});
        models["models"] = Json::array({"good", "weak", "down", "judge", "odd-judge"});
        config = configuration({models}, {route("served", {target("up", "good", 0)})});
        config["usage"] = {{"prices", Json::array({{{"provider", "up"}, {"model", "*"}, {"currency", "USD"}, {"input", 1.0}, {"output", 2.0}}})}};
        writeConfig();
    }

    void writeConfig() const { std::ofstream(path("config.json")) << config.dump(1); }
    std::string path(const std::string& name) const { return m_folder.filePath(QString::fromStdString(name)).toStdString(); }
    std::string dataDir() const { return path("data"); }

    /// A dataset in which each row asks for one of the first eight words that the fake upstream says.
    std::string words(int rows) const
    {
        std::ofstream out(path("words.jsonl"));
        for (int i = 0; i < rows; ++i)
            out << Json{{"id", "q" + std::to_string(i)}, {"prompt", "Say it, please, number " + std::to_string(i)}, {"reference", "word" + std::to_string(i % 8 + 1)},
                        {"tags", {i % 2 == 0 ? "even" : "odd"}}}
                       .dump()
                << '\n';
        return path("words.jsonl");
    }
    std::string dataset(const std::string& content) const
    {
        std::ofstream(path("set.jsonl")) << content;
        return path("set.jsonl");
    }

    std::vector<std::string> arguments(std::vector<std::string> rest) const
    {
        rest.insert(rest.begin(), "eval");
        rest.insert(rest.end(), {"--config", path("config.json"), "--data-dir", dataDir()});
        return rest;
    }
    Ran run(const std::vector<std::string>& rest) const { return runGateway(arguments(rest), {}, withKey().environment); }
    /// The results of the run with that name.
    Json results(const std::string& name) const
    {
        const Ran ran = run({"show", name, "--format", "json"});
        CAPTURE(ran.err);
        REQUIRE(ran.status == 0);
        return parsed(ran.out);
    }

    Json config;

private:
    QTemporaryDir m_folder;
};

/// `signalboxd eval` that goes on while a test does something else.
class EvalProcess {
public:
    EvalProcess(const EvalPlace& place, const std::vector<std::string>& rest)
    {
        QStringList list;
        for (const std::string& argument : place.arguments(rest))
            list << QString::fromStdString(argument);
        auto environment = QProcessEnvironment::systemEnvironment();
        environment.insert(QString::fromLatin1(kKeyName), QString::fromLatin1(kKey));
        m_process.setProcessEnvironment(environment);
        m_process.setReadChannel(QProcess::StandardError); // for `says()`
        m_process.start(QString::fromStdString(gatewayProgram()), list);
        REQUIRE(m_process.waitForStarted());
    }
    ~EvalProcess()
    {
        m_process.kill();
        m_process.waitForFinished();
    }

    /// As Ctrl+C does.
    void interrupt() const { REQUIRE(::kill(static_cast<pid_t>(m_process.processId()), SIGINT) == 0); }
    void kill() { m_process.kill(); }
    bool isRunning() const { return m_process.state() != QProcess::NotRunning; }
    /// Waits until it has printed that to standard error.
    bool says(const std::string& text)
    {
        while (err().find(text) == std::string::npos)
            if (!m_process.waitForReadyRead(kPatience_ms))
                return err().find(text) != std::string::npos;
        return true;
    }
    const std::string& err()
    {
        m_err += m_process.readAllStandardError().toStdString();
        return m_err;
    }
    void waitForEnd() { REQUIRE((!isRunning() || m_process.waitForFinished(kPatience_ms))); }
    /// Waits for its exit status.
    int end()
    {
        waitForEnd();
        REQUIRE(m_process.exitStatus() == QProcess::NormalExit);
        return m_process.exitCode();
    }

private:
    static constexpr int kPatience_ms = 300'000;

    QProcess m_process;
    std::string m_err;
};

std::string content(const std::string& file)
{
    QFile source(QString::fromStdString(file));
    REQUIRE(source.open(QIODevice::ReadOnly));
    return source.readAll().toStdString();
}

/// The question of a chat request, and who was asked.
std::string askedIn(const RecordedRequest& request)
{
    const Json body = parsed(request.body);
    return body["model"].get<std::string>() + ": " + body["messages"].back()["content"].get<std::string>();
}

std::map<std::string, int> timesAsked(const FakeUpstream& upstream)
{
    std::map<std::string, int> times;
    for (const RecordedRequest& request : upstream.requests())
        ++times[askedIn(request)];
    return times;
}

/// A judge that always gives that answer.
Behaviour saying(const std::string& answer)
{
    Behaviour behaviour;
    behaviour.events = std::vector<std::string>{
        "data: " + Json{{"id", "c"}, {"object", "chat.completion.chunk"}, {"model", "judge"}, {"choices", {{{"index", 0}, {"delta", {{"role", "assistant"}, {"content", answer}}}, {"finish_reason", nullptr}}}}}.dump() + "\n\n",
        "data: " + Json{{"id", "c"}, {"object", "chat.completion.chunk"}, {"model", "judge"}, {"choices", {{{"index", 0}, {"delta", Json::object()}, {"finish_reason", "stop"}}}}, {"usage", {{"prompt_tokens", 10}, {"completion_tokens", 5}, {"total_tokens", 15}}}}.dump() + "\n\n",
        "data: [DONE]\n\n"};
    return behaviour;
}

/// In 10^-12 of a dollar.
long long picoIn(const Json& cost)
{
    const std::string text = cost["USD"].get<std::string>();
    const auto point = text.find('.');
    std::string digits = text.substr(0, point) + text.substr(point + 1);
    digits.append(12 - (text.size() - point - 1), '0');
    return std::stoll(digits);
}

} // namespace

TEST_CASE("story: an evaluation asks each model every row and says which is better")
{
    FakeUpstream upstream;
    upstream.onModel("weak", "words=2");
    const EvalPlace place(upstream);
    const Ran ran = place.run({"run", place.words(24), "--targets", "up/good,up/weak", "--name", "november", "--out", place.path("report.html"), "--json",
                               place.path("results.json"), "--csv", place.path("results.csv")});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.status == 0);
    CHECK_THAT(ran.err, Catch::Contains("Estimate for 24 rows"));
    CHECK_THAT(ran.out, Catch::Contains("up/good - up/weak") && Catch::Contains("better"));

    const Json results = parsed(content(place.path("results.json")));
    CHECK(results["name"] == "november");
    CHECK(results["state"] == "finished");
    CHECK(results["stopped"].is_null());
    CHECK(results["dataset"]["rows"] == 24);
    REQUIRE(results["targets"].size() == 2);
    CHECK(results["targets"][0]["score"] == 1);
    CHECK(results["targets"][1]["score"] == 0.25);
    CHECK(results["targets"][0]["failed"] == 0);
    REQUIRE(results["comparisons"].size() == 1);
    CHECK(results["comparisons"][0]["verdict"] == "better");
    CHECK(results["comparisons"][0]["difference"] == 0.75);
    CHECK(picoIn(results["comparisons"][0]["cost_difference"]) == 6 * 2'000'000); // two words instead of eight
    CHECK(results["tags"].size() == 4);

    const auto times = timesAsked(upstream);
    CHECK(times.size() == 48);
    CHECK(std::ranges::all_of(times, [](const auto& each) { return each.second == 1; }));
    CHECK_THAT(content(place.path("report.html")), Catch::Contains("november") && Catch::Contains("up/weak"));
    const std::string csv = content(place.path("results.csv"));
    CHECK(std::ranges::count(csv, '\n') == 49);

    // every call is an exchange of the ledger, and costs what the ledger says
    const auto rows = query(place.dataDir() + "/ledger.sqlite", "SELECT model, SUM(cost_pico) AS cost, MIN(cost_pico) AS least, MAX(cost_pico) AS most, COUNT(*) AS n, MIN(process) AS process, MIN(eval_run) AS run FROM exchanges GROUP BY model ORDER BY model");
    REQUIRE(rows.size() == 2);
    for (std::size_t i = 0; i < rows.size(); ++i) {
        CHECK(number(rows[i], "n") == 24);
        CHECK(number(rows[i], "cost") == picoIn(results["targets"][i]["cost"]));
        const auto median = picoIn(results["targets"][i]["cost_p50"]);
        const auto high = picoIn(results["targets"][i]["cost_p95"]);
        CHECK((number(rows[i], "least") <= median && median <= high && high <= number(rows[i], "most")));
        CHECK(text(rows[i], "process") == "eval");
        CHECK(text(rows[i], "run") == results["run"]);
    }
    CHECK(place.run({"list"}).out.find("november") != std::string::npos);
    CHECK(place.results("november")["targets"] == results["targets"]);
}

TEST_CASE("an evaluation goes through the gateway that runs")
{
    FakeUpstream upstream;
    const EvalPlace place(upstream);
    Json config = place.config;
    config["listen"]["require_key"] = "always";
    GatewayProcess gateway(config, withKey());
    const auto ran = runGateway({"eval", "run", place.words(4), "--targets", "served", "--json", "-", "--config", gateway.configFile(), "--data-dir", gateway.dataDir()}, {},
                                withKey().environment);
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    CHECK(parsed(ran.out)["targets"][0]["answered"] == 4);
    CHECK(upstream.requests().size() == 4);
    const auto rows = query(gateway.dataDir() + "/ledger.sqlite", "SELECT COUNT(*) AS n, MIN(consumer) AS consumer, MIN(route) AS route FROM exchanges WHERE eval_run IS NOT NULL");
    CHECK(number(rows[0], "n") == 4);
    CHECK(text(rows[0], "consumer") == "Signalbox");
    CHECK(text(rows[0], "route") == "route-served");
}

TEST_CASE("an evaluation stops before its limit for the cost and goes on later")
{
    FakeUpstream upstream;
    upstream.setDefault("input=10,words=50"); // 0.00011 dollars
    const EvalPlace place(upstream);
    const std::string set = place.dataset([] {
        std::string rows;
        for (int i = 0; i < 20; ++i)
            rows += R"({"prompt": "number )" + std::to_string(i) + R"(", "assert": [{"type": "contains", "value": "word1"}, {"type": "max_tokens", "value": 60}]})" "\n";
        return rows;
    }());
    const Ran stopped = place.run({"run", set, "--targets", "up/good", "--name", "capped", "--max-cost", "0.0011", "--concurrency", "2"});
    CAPTURE(stopped.out, stopped.err);
    CHECK(stopped.status == 3);
    const Json results = place.results("capped");
    CHECK(results["state"] == "stopped");
    CHECK(results["stopped"] == "cost");
    CHECK(picoIn(results["targets"][0]["cost"]) <= 1'100'000'000);
    const std::size_t before = upstream.requests().size();
    CHECK(before > 0);
    CHECK(before <= 10);
    const Ran resumed = place.run({"resume", "capped", "--max-cost", "1"});
    CAPTURE(resumed.err);
    CHECK(resumed.status == 0);
    CHECK(upstream.requests().size() == 20);
    CHECK(timesAsked(upstream).size() == 20);
    CHECK(place.results("capped")["state"] == "finished");
    CHECK(place.run({"resume", "capped"}).status == 0); // nothing is left to ask
    CHECK(upstream.requests().size() == 20);
}

TEST_CASE("costs in two currencies are converted whenever a run is shown")
{
    FakeUpstream upstream;
    EvalPlace place(upstream);
    const auto price = [](const char* model, const char* currency) { return Json{{"provider", "up"}, {"model", model}, {"currency", currency}, {"input", 1.0}, {"output", 2.0}}; };
    place.config["usage"] = {{"prices", Json::array({price("good", "USD"), price("weak", "CNY")})}, {"exchange_rate", {{"usd_cny", 7.0}, {"date", "2026-11-20"}}}};
    place.writeConfig();
    const Ran ran = place.run({"run", place.words(4), "--targets", "up/good,up/weak", "--name", "two"});
    CAPTURE(ran.err);
    REQUIRE(ran.status == 0);
    CHECK(ran.out.find("unknown") == std::string::npos);
    const Ran resumed = place.run({"resume", "two"}); // it is finished
    CHECK(resumed.status == 0);
    CHECK(resumed.out == ran.out);
    CHECK(place.run({"show", "two"}).out == ran.out);
    CHECK(upstream.requests().size() == 8);
}

TEST_CASE("a shipped dataset can be evaluated without a configuration")
{
    const QTemporaryDir folder;
    const std::string report = folder.filePath(QStringLiteral("report.html")).toStdString();
    const Ran ran = runGateway({"eval", "run", "reasoning", "--targets", "demo/demo,demo/demo-down", "--concurrency", "20", "--out", report, "--data-dir", folder.filePath(QStringLiteral("data")).toStdString()},
        {}, {{"XDG_CONFIG_HOME", folder.path().toStdString()}});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.status == 0);
    CHECK_THAT(ran.out, Catch::Contains("20 rows of the shipped dataset reasoning"));
    CHECK_THAT(ran.out, Catch::Contains("demo/demo-down: 20 requests failed with "));
    CHECK_THAT(ran.err, Catch::Contains("Wrote " + report));
    CHECK_THAT(content(report), Catch::Contains("demo/demo-down: 20 failed"));
}

TEST_CASE("a target that is down fails its rows and not the run")
{
    FakeUpstream upstream;
    upstream.onModel("down", "status=400");
    const EvalPlace place(upstream);
    const std::string set = place.words(6);
    const Ran ran = place.run({"run", set, "--targets", "up/good,up/down", "--json", "-"});
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    const Json targets = parsed(ran.out)["targets"];
    CHECK(targets[0]["answered"] == 6);
    CHECK(targets[1]["failed"] == 6);
    CHECK(targets[1]["score"].is_null());
    CHECK_THAT(ran.err, Catch::Contains("up/down: 6 requests failed with "));
    const Ran counted = place.run({"run", set, "--targets", "up/good,up/down", "--json", "-", "--failures-count", "--min-score", "0.5"});
    CHECK(counted.status == 1);
    CHECK(parsed(counted.out)["targets"][1]["score"] == 0);
}

TEST_CASE("an evaluation compares with an earlier run")
{
    FakeUpstream upstream;
    const EvalPlace place(upstream);
    const std::string set = place.words(24);
    REQUIRE(place.run({"run", set, "--targets", "up/good", "--name", "before"}).status == 0);
    upstream.onModel("good", "words=2");
    const Ran ran = place.run({"run", set, "--targets", "up/good", "--name", "after", "--baseline", "before"});
    CAPTURE(ran.out, ran.err);
    CHECK(ran.status == 1);
    CHECK_THAT(ran.err, Catch::Contains("up/good is significantly worse than in the earlier run"));
    const std::size_t asked = upstream.requests().size();
    const Ran unrelated = place.run({"run", set, "--targets", "up/weak", "--baseline", "before"});
    CHECK(unrelated.status == 2);
    CHECK_THAT(unrelated.err, Catch::Contains("none of the targets"));
    CHECK(upstream.requests().size() == asked);
    CHECK(place.run({"compare", "after", "before"}).status == 1);
    const Ran other = place.run({"compare", "before", "after", "--format", "json"});
    CHECK(other.status == 0);
    CHECK(parsed(other.out)["targets"][0]["verdict"] == "better");
}

TEST_CASE("a judge scores what nothing else can, and nonsense is asked for once more")
{
    FakeUpstream upstream;
    upstream.onModel("judge", saying(R"({"score": 0.75, "reason": "close"})"));
    upstream.onModel("odd-judge", saying("I like it."));
    const EvalPlace place(upstream);
    const std::string set = place.dataset(R"({"prompt": "Explain it", "reference": "one two three four five six"})" "\n" R"({"prompt": "Again", "reference": "one two three four five six"})" "\n");
    const Ran without = place.run({"run", set, "--targets", "up/good"});
    CHECK(without.status == 2);
    CHECK_THAT(without.err, Catch::Contains("--judge"));
    CHECK(upstream.requests().empty());

    const Ran ran = place.run({"run", set, "--targets", "up/good", "--judge", "up/judge", "--json", "-"});
    CAPTURE(ran.err);
    CHECK(ran.status == 0);
    const Json results = parsed(ran.out);
    CHECK(results["targets"][0]["score"] == 0.75);
    CHECK(results["judge"]["model"] == "up/judge");
    CHECK(picoIn(results["judge"]["cost"]) == 2 * (10 + 2 * 5) * 1'000'000);

    const Ran ruled = place.run({"run", set, "--targets", "up/good", "--judge", "up/judge", "--rubric", "helpful-zh", "--json", "-"});
    CHECK(ruled.status == 0);
    const std::string rubric = parsed(ruled.out)["judge"]["rubric"].get<std::string>();
    CHECK_THAT(rubric, Catch::StartsWith("\xe5\x9b\x9e\xe7\xad\x94")); // in Chinese
    const auto judged = upstream.requests();
    const auto ofJudge = std::ranges::find_if(judged.rbegin(), judged.rend(), [](const RecordedRequest& request) { return parsed(request.body)["model"] == "judge"; });
    REQUIRE(ofJudge != judged.rend());
    CHECK(parsed(parsed(ofJudge->body)["messages"].back()["content"].get<std::string>())["rubric"] == rubric);
    CHECK_THAT(ruled.err, Catch::Contains("Rubric: helpful-zh"));
    const Ran unknown = place.run({"run", set, "--targets", "up/good", "--judge", "up/judge", "--rubric", "helpfull"});
    CHECK(unknown.status == 2);
    CHECK_THAT(unknown.err, Catch::Contains("there is no rubric \"helpfull\"") && Catch::Contains("translation-en"));
    CHECK_THAT(place.run({"rubrics"}).out, Catch::Contains("helpful-en") && Catch::Contains("polite-zh"));

    const Ran odd = place.run({"run", set, "--targets", "up/good", "--judge", "up/odd-judge", "--json", "-"});
    CHECK(odd.status == 0);
    CHECK(parsed(odd.out)["targets"][0]["unscored"] == 2);
    CHECK(std::ranges::count_if(upstream.requests(), [](const RecordedRequest& request) { return parsed(request.body)["model"] == "odd-judge"; }) == 4);
}

TEST_CASE("reports for each pair of targets who won and where the judge gave no verdict")
{
    FakeUpstream upstream;
    upstream.onModel("judge", saying(R"({"winner": "A"})")); // whichever comes first: a tie
    upstream.onModel("odd-judge", saying("Both are fine."));
    const EvalPlace place(upstream);
    const bool isReadable = GENERATE(true, false);
    const std::string judge = isReadable ? "up/judge" : "up/odd-judge";
    const Ran ran = place.run({"run", place.words(4), "--targets", "up/good,up/weak,served", "--judge", judge, "--pairs", "--name", "pairs", "--out", place.path("report.html")});
    CAPTURE(ran.out, ran.err);
    REQUIRE(ran.status == 0);
    const Json results = place.results("pairs");
    CHECK(results["judge"]["pairs_unscored"] == (isReadable ? 0 : 12));
    CHECK(results["judge"]["ties"] == (isReadable ? Json(1.0) : Json()));
    REQUIRE(results["pairs"].size() == 3);
    CHECK(results["pairs"][2]
        == Json{{"a", "up/weak"}, {"b", "served"}, {"a_wins", 0}, {"b_wins", 0}, {"ties", isReadable ? 4 : 0}, {"unscored", isReadable ? 0 : 4}});
    CHECK_THAT(ran.out, Catch::Contains("judged pair"));
    CHECK((ran.out.find("no verdict on 12 of 12 pairs") != std::string::npos) == !isReadable);
    const std::string report = content(place.path("report.html"));
    CHECK_THAT(report, Catch::Contains("Judged pairs"));
    CHECK((report.find("<dt>Pairs without a verdict</dt><dd>12 of 12</dd>") != std::string::npos) == !isReadable);
    const auto ofJudge = std::ranges::count_if(upstream.requests(), [&judge](const RecordedRequest& request) { return "up/" + parsed(request.body)["model"].get<std::string>() == judge; });
    CHECK(ofJudge == (isReadable ? 24 : 48)); // nonsense is asked for once more
}

TEST_CASE("names what is wrong with an evaluation before anything is asked")
{
    FakeUpstream upstream;
    EvalPlace place(upstream);
    const std::string good = place.words(2);
    const std::string broken = place.path("broken.jsonl");
    std::ofstream(broken) << R"({"prompt": "a", "reference": "b"})" "\n" R"({"prompt": "a", "assert": [{"type": "contians", "value": "x"}]})" "\n" "{\n"
                          << R"({"prompt": "a", "assert": [{"type": "regex", "value": "("}]})" "\n";
    const std::string commands = place.path("commands.jsonl");
    std::ofstream(commands) << R"({"prompt": "a", "assert": [{"type": "command", "argv": ["true"]}]})" "\n";
    struct Row {
        std::vector<std::string> arguments;
        std::vector<std::string> says;
    };
    const std::vector<Row> rows{
        {{"run", broken, "--targets", "up/good"}, {"broken.jsonl, line 2", "contians", "line 3", "line 4", "invalid rows (3)", "--skip-broken"}},
        {{"run", place.path("none.jsonl"), "--targets", "up/good"}, {"there is no file", "none.jsonl", "reasoning"}},
        {{"run", good, "--targets", "up/good,nowhere/model"}, {"nowhere"}},
        {{"run", commands, "--targets", "up/good"}, {"--allow-commands"}},
        {{"run", good, "--targets", "up/good", "--baseline", "never"}, {"never"}},
        {{"run", good, "--targets", "up/good", "--out", place.path("none/r.html")}, {"none/r.html"}},
        {{"run", good, "--targets", "up/good", "--json", place.path("r"), "--csv", place.path("r")}, {"--json and --csv name the same file"}},
        {{"show", "never"}, {"never"}},
        {{"resume", "never"}, {"never"}},
        {{"dataset", "--from-requests", "colour=red", "--out", place.path("new.jsonl")}, {"model, provider, route"}},
        {{"dataset", "--from-requests", "since=soon", "--out", place.path("new.jsonl")}, {"since must be a date"}},
    };
    for (const Row& row : rows) {
        const Ran ran = place.run(row.arguments);
        CAPTURE(row.arguments, ran.out, ran.err);
        CHECK(ran.status == 2);
        for (const std::string& part : row.says)
            CHECK_THAT(ran.err, Catch::Contains(part));
    }
    place.config["usage"].erase("prices");
    place.writeConfig();
    const Ran unpriced = place.run({"run", good, "--targets", "up/good"});
    CHECK(unpriced.status == 2);
    CHECK_THAT(unpriced.err, Catch::Contains("--allow-unpriced"));
    CHECK(upstream.requests().empty());
    const Ran allowed = place.run({"run", good, "--targets", "up/good", "--allow-unpriced", "--json", "-"});
    CHECK(allowed.status == 0);
    CHECK(parsed(allowed.out)["targets"][0]["cost"].is_null());
}

TEST_CASE("the best target of an evaluation becomes a route")
{
    FakeUpstream upstream;
    upstream.onModel("weak", "words=2");
    const EvalPlace place(upstream);
    REQUIRE(place.run({"run", place.words(8), "--targets", "up/weak,up/good", "--name", "november"}).status == 0);
    const std::string before = content(place.path("config.json"));
    const Ran asked = place.run({"route", "november", "--model", "best"});
    CHECK(asked.status == 1);
    CHECK_THAT(asked.out, Catch::Contains("eval-november"));
    CHECK_THAT(asked.out, !Catch::Contains("\n-")); // the file is written with other spaces, which is not shown
    CHECK_THAT(asked.err, Catch::Contains("--yes") && Catch::Contains("indented anew"));
    CHECK(content(place.path("config.json")) == before);
    const Ran made = place.run({"route", "november", "--model", "best", "--yes"});
    CAPTURE(made.err);
    CHECK(made.status == 0);
    const Json route = parsed(content(place.path("config.json")))["routes"][0];
    CHECK(route["id"] == "eval-november");
    CHECK(route["targets"][0]["model"] == "good");
    CHECK(route["targets"][1]["model"] == "weak");
    CHECK(place.run({"route", "november", "--model", "other", "--yes"}).status == 2); // there is such a route
    CHECK(place.run({"route", "november", "--name", "again", "--model", "served", "--yes"}).status == 2); // and such a model
}

TEST_CASE("past requests become a dataset")
{
    FakeUpstream upstream;
    const EvalPlace place(upstream);
    Json config = place.config;
    config["consumers"] = {{{"name", "ide"}, {"keys", {{{"secret", kKeyReference}}}}, {"capture", {{"until", "2099-01-01T00:00:00Z"}}}}};
    GatewayProcess gateway(config, withKey());
    const Fields key{{"Authorization", std::string("Bearer ") + kKey}};
    CHECK(chat(gateway.port(), ask("served"), key).status == 200);
    CHECK(chat(gateway.port(), askStream("served"), key).status == 200);
    const std::string file = place.path("past.jsonl");
    const std::vector<std::string> make{"eval", "dataset", "--from-requests", "model=served,since=1d", "--out", file, "--data-dir", gateway.dataDir()};
    CHECK(eventually([&] {
        const Ran ran = runGateway(make);
        std::filesystem::remove(ran.status == 0 && std::ranges::count(content(file), '\n') == 2 ? "" : file);
        return std::filesystem::exists(file);
    }));
    const std::string rows = content(file);
    const Json row = parsed(rows.substr(0, rows.find('\n')));
    CHECK(row["messages"][0]["content"] == "hi");
    CHECK_THAT(row["reference"].get<std::string>(), Catch::Contains("word1") && Catch::Contains("word8"));
    CHECK(row["tags"][0] == "route-served");
    const Ran again = runGateway(make);
    CHECK(again.status == 2);
    CHECK_THAT(again.err, Catch::Contains("--yes"));
}

TEST_CASE("an interrupted evaluation ends what is under way and can be resumed")
{
    constexpr int kRows = 12;
    FakeUpstream upstream;
    upstream.setDefault("stepped");
    const EvalPlace place(upstream);
    EvalProcess run(place, {"run", place.words(kRows), "--targets", "up/good", "--name", "stopped", "--concurrency", "2", "--json", place.path("results.json")});
    REQUIRE(upstream.waitForRequests(2));
    run.interrupt();
    REQUIRE(run.says("interrupt again to stop at once"));
    upstream.setDefault("words=8");
    upstream.step(1000);
    CHECK(run.end() == 130);
    CAPTURE(run.err());
    CHECK_THAT(run.err(), Catch::Contains("To continue: signalboxd eval resume"));
    const Json results = parsed(content(place.path("results.json")));
    CHECK(results["state"] == "stopped");
    CHECK(results["stopped"] == "interrupted");
    CHECK(results["targets"][0]["answered"] == 2);
    CHECK(upstream.requests().size() == 2);
    CHECK(place.run({"resume", "stopped"}).status == 0);
    CHECK(place.results("stopped")["targets"][0]["answered"] == kRows);
    CHECK(upstream.requests().size() == kRows); // nothing twice
}

TEST_CASE("an evaluation that a failure stops has a status of its own and can be resumed")
{
    FakeUpstream upstream;
    upstream.onModel("good", "status=401");
    const EvalPlace place(upstream);
    const Ran refused = place.run({"run", place.words(4), "--targets", "up/good", "--name", "refused", "--min-score", "0.5"});
    CAPTURE(refused.out, refused.err);
    CHECK(refused.status == 4);
    CHECK_THAT(refused.err, Catch::Contains("To continue: signalboxd eval resume"));
    CHECK(place.results("refused")["stopped"] == "interrupted");
    upstream.onModel("good", "words=8");
    const Ran resumed = place.run({"resume", "refused"});
    CAPTURE(resumed.err);
    CHECK(resumed.status == 0);
    CHECK(place.results("refused")["targets"][0]["answered"] == 4);
}

TEST_CASE("a second interruption of an evaluation does not wait")
{
    FakeUpstream upstream;
    upstream.setDefault("hang");
    const EvalPlace place(upstream);
    EvalProcess run(place, {"run", place.words(6), "--targets", "up/good", "--name", "stopped", "--concurrency", "2", "--json", place.path("results.json")});
    REQUIRE(upstream.waitForRequests(2));
    run.interrupt();
    REQUIRE(run.says("interrupt again to stop at once"));
    run.interrupt();
    const int status = run.end();
    CAPTURE(run.err());
    CHECK(status == 130);
    const Json results = parsed(content(place.path("results.json")));
    CHECK(results["state"] == "stopped");
    CHECK(results["stopped"] == "interrupted");
    CHECK(results["targets"][0]["answered"] == 0);
    CHECK(results["targets"][0]["failed"] == 0);
    CHECK(upstream.waitForEnd(0, RecordedRequest::End::Cancelled));
    upstream.setDefault("words=8");
    CHECK(place.run({"resume", "stopped"}).status == 0);
    CHECK(place.results("stopped")["targets"][0]["answered"] == 6);
}

TEST_CASE("an evaluation that is killed asks nothing twice that was answered", "[slow]")
{
    constexpr int kKills = 50;
    constexpr int kRows = 400;
    constexpr int kAtOnce = 4;
    FakeUpstream upstream;
    upstream.setDefault("gap=1");
    const EvalPlace place(upstream);
    const std::string set = place.words(kRows);
    std::mt19937 random(51);
    bool isOver = false;
    for (int kill = 0; kill <= kKills && !isOver; ++kill) {
        CAPTURE(kill);
        std::set<std::string> answered; // on disk by now
        if (kill > 0) {
            const auto runs = query(place.path("data/evaluations/") + std::filesystem::directory_iterator(place.path("data/evaluations"))->path().filename().string(),
                                    "SELECT row, target FROM answers");
            for (const auto& row : runs)
                answered.insert((number(row, "target") == 0 ? "good" : "weak") + std::string(": Say it, please, number ") + std::to_string(number(row, "row")));
        }
        const std::size_t before = upstream.requests().size();
        EvalProcess process(place, kill == 0 ? std::vector<std::string>{"run", set, "--targets", "up/good,up/weak", "--name", "killed", "--concurrency", std::to_string(kAtOnce)}
                                             : std::vector<std::string>{"resume", "killed"});
        if (kill < kKills) {
            const std::size_t until = before + 1 + random() % 16;
            isOver = !upstream.waitFor([&](const auto& requests) { return requests.size() >= until || !process.isRunning(); });
            process.kill();
        }
        process.waitForEnd();
        const auto requests = upstream.requests();
        for (std::size_t i = before; i < requests.size(); ++i) {
            CAPTURE(askedIn(requests[i]));
            CHECK(answered.count(askedIn(requests[i])) == 0);
        }
    }
    const Json results = place.results("killed");
    CHECK(results["state"] == "finished");
    const auto times = timesAsked(upstream);
    CHECK(times.size() == 2 * kRows);
    const std::size_t repeated = upstream.requests().size() - times.size();
    CHECK(repeated <= kKills * 2 * kAtOnce);
    CHECK(results["targets"][0]["answered"] == kRows);
    CHECK(results["targets"][1]["answered"] == kRows);
}

TEST_CASE("an evaluation does not wait for ever for a target that refuses everything", "[slow]")
{
    constexpr int kRows = 50;
    FakeUpstream upstream;
    upstream.onModel("down", "status=429");
    const EvalPlace place(upstream);
    EvalProcess run(place, {"run", place.words(kRows), "--targets", "up/good,up/down", "--json", place.path("results.json")});
    CHECK(run.end() == 0);
    CAPTURE(run.err());
    const Json results = parsed(content(place.path("results.json")));
    CHECK(results["state"] == "finished");
    CHECK(results["targets"][0]["answered"] == kRows);
    CHECK(results["targets"][1]["failed"] == kRows);
    CHECK_THAT(run.err(), Catch::Contains("Model \"up/down\" counts as down after "));
    CHECK(upstream.requests().size() < kRows + 40); // instead of 150 for the one that refuses
}
