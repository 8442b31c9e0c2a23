#include "app/process/command_line.h"

#include "catch.h"

#include <string>

namespace {

gateway::Result<app::CommandLine> parseExperiment(const char* words)
{
    return app::parseCommandLine(app::Program::Signalboxd, QString::fromUtf8(words).split(QLatin1Char(' '), Qt::SkipEmptyParts), {});
}

} // namespace

TEST_CASE("parses the commands of experiments")
{
    using ExperimentVerb = app::ExperimentRequest::Verb;
    const auto list = parseExperiment("experiment list --format json");
    REQUIRE(list);
    CHECK(list->action == app::Action::Experiment);
    CHECK(list->experiment.verb == ExperimentVerb::List);
    CHECK(list->usage.format == app::UsageFormat::AsJson);
    const auto show = parseExperiment("experiment show cheaper");
    REQUIRE(show);
    CHECK(show->experiment.verb == ExperimentVerb::Show);
    CHECK(show->experiment.name == "cheaper");
    const auto end = parseExperiment("experiment --winner 1 end cheaper");
    REQUIRE(end);
    CHECK(end->experiment.verb == ExperimentVerb::End);
    CHECK(end->experiment.name == "cheaper");
    CHECK(end->experiment.winner == std::size_t{1});
}

TEST_CASE("names wrong usage of the commands of experiments")
{
    struct Row {
        const char* words;
        const char* problem;
    };
    const auto row = GENERATE(values<Row>({
        {"experiment", "experiment needs one of: list, show NAME, end NAME --winner ARM"},
        {"experiment stop", "experiment needs one of: "},
        {"experiment list cheaper", "experiment list takes no arguments"},
        {"experiment show", "experiment show needs the name of one experiment"},
        {"experiment end a b --winner 0", "experiment end needs the name of one experiment"},
        {"experiment end cheaper", "experiment end needs --winner ARM, 0 or 1"},
        {"experiment end cheaper --winner 2", "must be an arm, 0 or 1, not '2'"},
        {"experiment show cheaper --winner 1", "--winner is an option of experiment end"},
        {"experiment end cheaper --winner 1 --format json", "--format is an option of experiment list and experiment show"},
        {"experiment list --format csv", "--format of experiment must be table or json"},
        {"eval list --winner 1", "--winner is an option of experiment"},
    }));
    CAPTURE(row.words);
    const auto parsed = parseExperiment(row.words);
    REQUIRE_FALSE(parsed);
    CHECK_THAT(parsed.error().text(), Catch::Contains(row.problem));
}
