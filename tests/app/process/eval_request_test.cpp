#include "app/process/command_line.h"

#include "catch.h"

#include <string>
#include <vector>

namespace {

gateway::Result<app::CommandLine> parseEval(const char* words)
{
    return app::parseCommandLine(app::Program::Signalboxd, QString::fromUtf8(words).split(QLatin1Char(' '), Qt::SkipEmptyParts), {});
}

} // namespace

TEST_CASE("parses the commands of evaluations")
{
    const auto run = parseEval("eval run /sets/../a.jsonl --targets openai/gpt-4o-mini,deepseek/deepseek-chat --samples 3 --concurrency 8 --max-cost 2.05 "
                               "--currency cny --judge openai/gpt-5.5 --rubric helpful-zh --temperature 0.5 --seed -7 --name november --out r.html --json - --min-score 0.8 "
                               "--baseline october --pairs --allow-unpriced --allow-commands --skip-broken --failures-count");
    REQUIRE(run);
    const app::EvalRequest& eval = run->eval;
    CHECK(run->action == app::Action::Eval);
    CHECK(eval.verb == app::EvalRequest::Verb::Run);
    CHECK(eval.dataset == QLatin1String("/a.jsonl"));
    CHECK(eval.targets == std::vector<std::string>{"openai/gpt-4o-mini", "deepseek/deepseek-chat"});
    CHECK(eval.samples == 3);
    CHECK(eval.concurrency == 8);
    CHECK(eval.maxCost == 2'050'000'000'000);
    CHECK(eval.currency == gateway::Currency::Cny);
    CHECK(eval.judge == "openai/gpt-5.5");
    CHECK(eval.rubric == "helpful-zh");
    CHECK(eval.temperature == 0.5);
    CHECK(eval.seed == -7);
    CHECK(eval.name == "november");
    CHECK(eval.report.endsWith(QLatin1String("/r.html")));
    CHECK(eval.json == QLatin1String("-"));
    CHECK(eval.minScore == 0.8);
    CHECK(eval.baseline == "october");
    CHECK((eval.isPairs && eval.allowsUnpriced && eval.allowsCommands && eval.skipsBroken && eval.failuresCount));

    CHECK(parseEval("eval run reasoning --targets a/b")->eval.dataset == QLatin1String("reasoning"));
    CHECK(parseEval("eval estimate set.jsonl --targets a/b --format json")->eval.dataset.endsWith(QLatin1String("/set.jsonl")));
    CHECK(parseEval("eval show november")->eval.runs == std::vector<std::string>{"november"});
    CHECK(parseEval("eval compare november december")->eval.runs == std::vector<std::string>{"november", "december"});
    CHECK(parseEval("eval resume november --max-cost 3")->eval.maxCost == 3'000'000'000'000);
    CHECK(parseEval("eval route november --model best --yes")->eval.model == "best");
    CHECK(parseEval("eval dataset --from-requests model=gpt-4o --out set.jsonl")->eval.verb == app::EvalRequest::Verb::MakeDataset);
    CHECK(parseEval("eval datasets")->eval.verb == app::EvalRequest::Verb::Datasets);
    CHECK(parseEval("eval rubrics --format json")->eval.verb == app::EvalRequest::Verb::Rubrics);
    CHECK(parseEval("eval list")->eval.verb == app::EvalRequest::Verb::List);
}

TEST_CASE("an option takes the value that its command needs")
{
    CHECK(parseEval("--json r.json eval show november")->eval.json.endsWith(QLatin1String("/r.json")));
    CHECK(parseEval("--json explain -")->explain.json);
}

TEST_CASE("names wrong usage of the commands of evaluations")
{
    struct Row {
        const char* words;
        const char* says;
    };
    const auto row = GENERATE(values<Row>({
        {"eval", "eval needs one of: run DATASET"},
        {"eval rnu a", "eval needs one of: run DATASET"},
        {"eval run", "eval run needs one dataset"},
        {"eval run a b", "eval run needs one dataset"},
        {"eval list a", "eval list takes no arguments"},
        {"eval compare a", "eval compare needs two runs"},
        {"eval run a", "needs --targets"},
        {"eval run a --targets x/y --pairs", "--pairs needs --judge"},
        {"eval run a --targets x/y --rubric helpful", "--rubric needs --judge"},
        {"eval rubrics helpful", "eval rubrics takes no arguments"},
        {"eval run a --targets x/y --pairs --judge x/z", "at least two targets"},
        {"eval run a --targets x/y,,x/z", "--targets must be models separated by commas"},
        {"eval run a --targets x/y,x/y", "names x/y twice"},
        {"eval run a --targets x/y --samples 0", "--samples must be a number from 1 to 100"},
        {"eval run a --targets x/y --concurrency many", "--concurrency must be a number from 1 to 256"},
        {"eval run a --targets x/y --max-cost 0", "--max-cost must be an amount above 0"},
        {"eval run a --targets x/y --max-cost 1e3", "--max-cost must be an amount above 0"},
        {"eval run a --targets x/y --max-cost -1", "--max-cost must be an amount above 0"},
        {"eval run a --targets x/y --max-cost .", "--max-cost must be an amount above 0"},
        {"eval run a --targets x/y --max-cost 1.1234567890123", "--max-cost must be an amount above 0"},
        {"eval run a --targets x/y --currency eur", "--currency must be usd or cny"},
        {"eval run a --targets x/y --temperature nan", "--temperature must be a number from 0 to 2"},
        {"eval run a --targets x/y --min-score 80", "--min-score must be a number from 0 to 1"},
        {"eval run a --targets x/y --seed 1.5", "--seed must be a whole number"},
        {"eval run a --targets x/y --json - --csv -", "only one of --out, --json and --csv"},
        {"eval list --format csv", "table or json"},
        {"eval dataset --out set.jsonl", "eval dataset needs --from-requests FILTER and --out FILE"},
        {"eval dataset --from-requests limit=2 --out -", "must be a file"},
        {"eval list --targets x/y", "--targets is an option of eval run and eval estimate"},
        {"eval show november --max-cost 2", "--max-cost is an option of eval run and eval resume"},
        {"usage --targets x/y", "--targets is an option of eval"},
    }));
    CAPTURE(row.words);
    const auto parsed = parseEval(row.words);
    REQUIRE_FALSE(parsed);
    CHECK_THAT(parsed.error().text(), Catch::Contains(row.says));
}
