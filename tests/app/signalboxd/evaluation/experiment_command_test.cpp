#include "app/signalboxd/evaluation/experiment_command.h"

#include "catch.h"

#include "gateway/host/experiments/experiment_book.h"

#include <QTemporaryDir>

#include <sstream>
#include <string>
#include <vector>

using namespace gateway;
using evaluation::statistics::Measure;
using host::ExperimentReport;

namespace {

ExperimentReport reportOf(Measure measure)
{
    ExperimentReport report;
    report.route = "alias";
    report.figures.name = "cheaper";
    report.figures.measure = measure;
    report.figures.arms[0].target = "openai/gpt-4o";
    report.figures.arms[0].share = 0.9;
    report.figures.arms[1].target = "deepseek/deepseek-chat";
    report.figures.arms[1].share = 0.1;
    return report;
}

ExperimentReport measured(Measure measure, double first, double second, double difference)
{
    ExperimentReport report = reportOf(measure);
    report.figures.arms[0].requests = 900;
    report.figures.arms[1].requests = 100;
    report.figures.arms[0].value = report.figures.arms[0].low = report.figures.arms[0].high = first;
    report.figures.arms[1].value = report.figures.arms[1].low = report.figures.arms[1].high = second;
    report.figures.arms[0].costToday = {{Currency::Usd, kPicoOfUnit}, {Currency::Cny, 2 * kPicoOfUnit}};
    report.figures.difference = report.figures.low = report.figures.high = difference;
    return report;
}

config::Settings experimenting()
{
    config::Settings settings;
    config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "alias";
    for (const char* const provider : {"a", "b"}) {
        config::TargetSettings& target = route.targets.emplace_back();
        target.provider = provider;
        target.model = "m";
    }
    route.experiment = config::ExperimentSettings{"cheaper", {{0, 0.9}, {1, 0.1}}};
    return settings;
}

struct Printed {
    int status = -1;
    std::string out;
    std::string err;
};

Printed printed(const QString& dataDir, const char* words, const config::Settings& settings)
{
    const auto line = app::parseCommandLine(app::Program::Signalboxd, (QStringLiteral("experiment ") + QString::fromUtf8(words)).split(QLatin1Char(' ')) << QStringLiteral("--data-dir") << dataDir, {});
    REQUIRE(line);
    std::ostringstream out;
    std::ostringstream err;
    const int status = app::experimentCommand(*line, settings, out, err);
    return {status, out.str(), err.str()};
}

} // namespace

TEST_CASE("prints the figures of an experiment in the unit of its measure")
{
    struct Row {
        Measure measure;
        double first, second, difference;
        const char* value;
        const char* compared;
    };
    const auto row = GENERATE(values<Row>({
        {Measure::ErrorRate, 0.025, 0.01, 0.015, "2.50%", "+1.50 points"},
        {Measure::Latency, 812.4, 650, 0.25, "812 ms", "+25.0%"},
        {Measure::Cost, 0.0042, 0.0084, -0.5, "$0.0042", "-50.0%"},
        {Measure::Judge, 0.81, 0.7, 0.11, "0.810", "+0.110"},
    }));
    CAPTURE(evaluation::nameOf(row.measure));
    const std::string text = app::experimentText(measured(row.measure, row.first, row.second, row.difference));
    CHECK_THAT(text, Catch::Contains("Experiment \"cheaper\" of route alias, by "));
    CHECK_THAT(text, Catch::Contains("openai/gpt-4o") && Catch::Contains(std::string(row.value) + " to " + row.value) && Catch::Contains("$1.00 and ¥2.00"));
    CHECK_THAT(text, Catch::Contains(std::string("Arm 0 compared with arm 1: ") + row.compared + " (95% interval: " + row.compared + " to " + row.compared + ")\n"));
    CHECK_THAT(text, Catch::Contains("No winner yet: the evidence is 1; a winner is shown at 20.\n"));
}

TEST_CASE("says who the winner of an experiment is and what it gets")
{
    ExperimentReport report = measured(Measure::ErrorRate, 0.1, 0.01, 0.09);
    report.figures.winner = 1;
    CHECK_THAT(app::experimentText(report), Catch::Contains("Arm 1 (deepseek/deepseek-chat) was shown to be better. Sessions are still divided between the arms.\n"));
    report.figures.stops = true;
    CHECK_THAT(app::experimentText(report), Catch::Contains("All requests go to it.\n"));
    report.figures.hasEnded = true;
    CHECK_THAT(app::experimentText(report), Catch::Contains("Arm 1 (deepseek/deepseek-chat) was chosen as the winner. All requests go to it.\n"));
    report.note = asIs("it began anew");
    CHECK_THAT(app::experimentText(report), Catch::Contains("Note: it began anew.\n"));
}

TEST_CASE("lists experiments with their notes")
{
    CHECK(app::experimentListText({}) == "No route has an experiment. Add one to \"experiment\" of a route in the configuration.\n");
    ExperimentReport other = reportOf(Measure::Latency);
    other.figures.name = "faster";
    other.isRunning = false;
    other.note = asIs("it was started with another measure");
    CHECK(app::experimentListText({measured(Measure::ErrorRate, 0.1, 0.01, 0.09), other})
        == "EXPERIMENT  ROUTE  MEASURE     STATE        WINNER  REQUESTS    DIFFERENCE\n"
           "cheaper     alias  error rate  running      -           1000  +9.00 points\n"
           "faster      alias  latency     not running  -              0             -\n"
           "faster: it was started with another measure\n");
}

TEST_CASE("prints JSON of an experiment as the window's figures have it")
{
    const QTemporaryDir folder;
    const Printed shown = printed(folder.path(), "show cheaper --format json", experimenting());
    CHECK(shown.status == 0);
    const auto json = parseJson(shown.out);
    REQUIRE(json);
    CHECK(toText(*json)
        == R"({"name":"cheaper","measure":"error_rate","arms":[{"target":"a/m","share":0.9,"requests":0,"value":null,"low":null,"high":null,"cost_today":{}},)"
           R"({"target":"b/m","share":0.1,"requests":0,"value":null,"low":null,"high":null,"cost_today":{}}],"difference":null,"low":null,"high":null,"e_value":1.0,"winner":null})");
    const auto list = parseJson(printed(folder.path(), "list --format json", experimenting()).out);
    REQUIRE(list);
    REQUIRE(list->size() == 1);
    CHECK((*list)[0]["route"] == "alias");
    CHECK((*list)[0]["state"] == "running");
    CHECK((*list)[0]["note"].is_null());
    CHECK((*list)[0]["name"] == "cheaper");
}

TEST_CASE("ends an experiment without a running gateway")
{
    const QTemporaryDir folder;
    const Printed ended = printed(folder.path(), "end cheaper --winner 1", experimenting());
    CHECK(ended.status == 0);
    CHECK(ended.out.empty());
    CHECK(ended.err == "Experiment \"cheaper\" has ended. All requests of route alias go to arm 1 (b/m) once the gateway is started. The configuration is unchanged.\n");
    CHECK_THAT(printed(folder.path(), "show cheaper", experimenting()).out, Catch::Contains("Arm 1 (b/m) was chosen as the winner."));
    const Printed unknown = printed(folder.path(), "end other --winner 1", experimenting());
    CHECK(unknown.status == 1);
    CHECK(unknown.err == "signalboxd: there is no experiment \"other\".\n");
    CHECK(printed(folder.path(), "show cheaper", {}).err == "signalboxd: there is no experiment \"cheaper\"; no route has one.\n");
}
