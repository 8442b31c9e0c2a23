#include "gateway/host/experiments/experiment_book.h"

#include "catch.h"

#include <QFile>
#include <QTemporaryDir>

#include <chrono>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::host;
using namespace std::chrono_literals;
using usage::ExchangeRecord;
using usage::Outcome;

namespace {

const WallTime kNow{std::chrono::seconds(1'795'000'000)};
const QDate kToday(2026, 11, 18); // in every time zone close enough to UTC

config::Settings experimenting(const std::string& measure = "error_rate")
{
    config::Settings settings;
    config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "alias";
    for (const char* const provider : {"a", "b", "c"}) {
        config::TargetSettings& target = route.targets.emplace_back();
        target.provider = provider;
        target.model = "m";
    }
    route.experiment = config::ExperimentSettings{"cheaper", {{0, 0.5}, {2, 0.5}}, "session", measure, true};
    return settings;
}

/// An answered request.
ExchangeRecord answered(std::size_t arm, const std::string& session = {})
{
    ExchangeRecord record;
    record.id = "exchange";
    record.startedAt = kNow;
    record.duration = 900ms;
    record.lastByte = 800ms;
    record.route = "alias";
    record.experiment = "cheaper";
    record.experimentArm = arm;
    record.session = session;
    record.outcome = Outcome::Answered;
    record.status = 200;
    record.attempts.resize(1);
    record.cost = Money{Currency::Usd, kPicoOfUnit / 100};
    record.costOrigin = usage::CostOrigin::Prices;
    return record;
}

ExchangeRecord failed(std::size_t arm)
{
    ExchangeRecord record = answered(arm);
    record.outcome = Outcome::Failed;
    record.status = 502;
    return record;
}

ExperimentBook bookOf(const config::Settings& settings)
{
    ExperimentBook book;
    CHECK(book.follow(settings, kNow).empty());
    return book;
}

ExperimentReport only(const ExperimentBook& book)
{
    const auto reports = book.reports(kToday);
    REQUIRE(reports.size() == 1);
    return reports.front();
}

/// Arm 0 always fails, arm 1 never: that shows a winner.
void decide(ExperimentBook& book)
{
    for (int i = 0; i < 100; ++i) {
        book.take(failed(0), 7);
        book.take(answered(1), 7);
    }
}

/// What a file keeps of it.
SavedExperiments saved(const ExperimentBook& book)
{
    auto list = parseJson(toText(book.toJson()));
    REQUIRE(list);
    return {std::move(*list), {}};
}

} // namespace

TEST_CASE("reports an experiment of the configuration with its targets")
{
    const ExperimentReport report = only(bookOf(experimenting()));
    CHECK(report.route == "alias");
    CHECK(report.isRunning);
    CHECK(report.note.isEmpty());
    CHECK(report.figures.name == "cheaper");
    CHECK(report.figures.arms[0].target == "a/m");
    CHECK(report.figures.arms[1].target == "c/m");
    CHECK(report.figures.stops);
    CHECK_FALSE(report.figures.winner);
}

TEST_CASE("counts what the client saw for the arm of the request")
{
    struct Row {
        const char* name;
        void (*change)(ExchangeRecord& record);
        std::uint64_t requests = 1;
        std::optional<double> errorRate = 0;
    };
    const auto row = GENERATE(values<Row>({
        {"answered", [](ExchangeRecord&) { }},
        {"answered after a fallback", [](ExchangeRecord& record) {
             record.attempts.resize(2);
             record.attempts[0].failure = config::FailureClass::ServerError;
             record.isFallback = true;
         }},
        {"failed", [](ExchangeRecord& record) { record.outcome = Outcome::Failed; }, 1, 1},
        {"broken off", [](ExchangeRecord& record) { record.outcome = Outcome::Interrupted; }, 1, 1},
        {"failed because all targets cool down", [](ExchangeRecord& record) {
             record.outcome = Outcome::Failed;
             record.attempts.clear();
         }, 1, 1},
        {"rejected by the provider", [](ExchangeRecord& record) { record.outcome = Outcome::ClientError; }, 1, 1},
        {"refused by a limit", [](ExchangeRecord& record) {
             record.outcome = Outcome::ClientError;
             record.attempts.clear();
         }, 0, std::nullopt},
        {"cancelled", [](ExchangeRecord& record) { record.outcome = Outcome::Cancelled; }, 1, std::nullopt},
        {"cut off by the end of the gateway", [](ExchangeRecord& record) {
             record.outcome = Outcome::Failed;
             record.errorCode = "gateway_stopping";
         }, 1, std::nullopt},
        {"of another experiment", [](ExchangeRecord& record) { record.experiment = "other"; }, 0, std::nullopt},
        {"late", [](ExchangeRecord& record) { record.isLate = true; }, 0, std::nullopt},
    }));
    CAPTURE(row.name);
    ExperimentBook book = bookOf(experimenting());
    ExchangeRecord record = answered(1);
    row.change(record);
    CHECK(book.take(record, 7) == (row.requests > 0));
    const auto arms = only(book).figures.arms;
    CHECK(arms[0].requests == 0);
    CHECK(arms[1].requests == row.requests);
    CHECK(arms[1].value == row.errorRate);
}

TEST_CASE("the first request of a session counts and later ones are only paid for")
{
    ExperimentBook book = bookOf(experimenting());
    ExchangeRecord cancelled = answered(0, "talk");
    cancelled.outcome = Outcome::Cancelled;
    CHECK(book.take(cancelled, 7));
    CHECK_FALSE(only(book).figures.arms[0].value); // it shows nothing, so that the next one does
    CHECK(book.take(answered(0, "talk"), 7));
    ExchangeRecord later = failed(0);
    later.session = "talk";
    CHECK(book.take(later, 7));
    CHECK(book.take(failed(0), 7)); // without a session
    const auto arm = only(book).figures.arms[0];
    CHECK(arm.requests == 4);
    CHECK(arm.value == 0.5);
    REQUIRE(arm.costToday.size() == 1);
    CHECK(arm.costToday[0] == Money{Currency::Usd, 4 * kPicoOfUnit / 100});
}

TEST_CASE("compares costs in dollars and leaves out those that are not known")
{
    ExperimentBook book = bookOf(experimenting("cost"));
    for (int i = 0; i < 40; ++i) {
        ExchangeRecord record = answered(1);
        record.cost = Money{Currency::Cny, 7 * kPicoOfUnit / 100};
        book.take(record, 7);
        record.costOrigin = usage::CostOrigin::AtLeast;
        book.take(record, 7);
    }
    const auto arm = only(book).figures.arms[1];
    CHECK(arm.requests == 80);
    REQUIRE(arm.value);
    CHECK(std::abs(*arm.value - 0.01) < 1e-6);
    REQUIRE(arm.costToday.size() == 1);
    CHECK(arm.costToday[0] == Money{Currency::Cny, 40 * 7 * kPicoOfUnit / 100});
}

TEST_CASE("latency is the time to the last byte of complete answers")
{
    ExperimentBook book = bookOf(experimenting("latency"));
    for (int i = 0; i < 40; ++i) {
        ExchangeRecord record = answered(0);
        if (i >= 30)
            record.lastByte = Milliseconds(-1);
        book.take(record, 7);
    }
    const auto arm = only(book).figures.arms[0];
    REQUIRE(arm.value);
    CHECK(std::abs(*arm.value - 800) < 1);
    CHECK(book.toJson()[0]["state"]["arms"][0]["count"] == 10); // 20 choose the range
}

TEST_CASE("a winner is told once and takes all requests of an experiment that stops")
{
    config::Settings settings = experimenting();
    settings.routes[0].experiment->stop = GENERATE(false, true);
    const bool stops = settings.routes[0].experiment->stop;
    ExperimentBook book = bookOf(settings);
    CHECK(book.takeDecided().empty());
    CHECK(book.standings().at("cheaper") == evaluation::ExperimentStanding{true, {}, false});
    decide(book);
    CHECK(book.takeDecided() == std::vector<ExperimentNotice>{{"cheaper", "alias", 1, "c/m", stops}});
    CHECK(book.takeDecided().empty());
    const std::optional<std::size_t> takesAll = stops ? std::optional<std::size_t>(1) : std::nullopt;
    CHECK(book.standings().at("cheaper").takesAll == takesAll);

    ExperimentBook restarted;
    restarted.load(saved(book));
    CHECK(restarted.follow(settings, kNow + 24h).empty());
    CHECK(restarted.takeDecided().empty());
    CHECK(restarted.standings() == book.standings());
    CHECK(only(restarted) == only(book));
}

TEST_CASE("a person ends an experiment, which is not told")
{
    ExperimentBook book = bookOf(experimenting());
    CHECK(book.end({{"other", 1, kNow + 1h}, {"cheaper", 0, kNow + 1h}}) == std::vector<std::string>{"cheaper"});
    CHECK(book.end({{"cheaper", 0, kNow + 1h}}).empty()); // known
    CHECK(book.standings().at("cheaper") == evaluation::ExperimentStanding{true, 0, true});
    decide(book);
    CHECK(book.takeDecided().empty());
    CHECK(only(book).figures.winner == std::size_t{0});
    CHECK(book.end({{"cheaper", 1, kNow + 2h}}) == std::vector<std::string>{"cheaper"});
    CHECK(only(book).figures.winner == std::size_t{1});
}

TEST_CASE("an end from before an experiment began is that of an earlier one")
{
    ExperimentBook book = bookOf(experimenting());
    CHECK(book.end({{"cheaper", 0, kNow - 1h}}).empty());
    CHECK_FALSE(only(book).figures.winner);
}

TEST_CASE("an experiment goes on over restarts and other changes of the configuration")
{
    config::Settings settings = experimenting();
    ExperimentBook book = bookOf(settings);
    for (int i = 0; i < 5; ++i)
        book.take(answered(1, "talk"), 7);
    settings.routes[0].experiment->arms[0].share = 0.9;
    settings.routes[0].experiment->stop = false;
    settings.routes[0].id = "renamed";
    if (GENERATE(false, true)) {
        CHECK(book.follow(settings, kNow).empty());
    } else {
        const SavedExperiments file = saved(book);
        book = {};
        book.load(file);
        CHECK(book.follow(settings, kNow + 1h).empty());
    }
    CHECK(book.take(failed(1), 7));
    ExchangeRecord later = failed(1);
    later.session = "talk";
    CHECK(book.take(later, 7));
    const ExperimentReport report = only(book);
    CHECK(report.route == "renamed");
    CHECK(report.figures.arms[0].share == 0.9);
    CHECK_FALSE(report.figures.stops);
    CHECK(report.figures.arms[1].requests == 7);
    CHECK(report.figures.arms[1].value == 0.5); // the session was known
}

TEST_CASE("an experiment with other targets or another measure does not run until they are back")
{
    config::Settings settings = experimenting();
    ExperimentBook book = bookOf(settings);
    book.take(answered(1), 7);
    config::Settings changed = settings;
    if (GENERATE(false, true))
        changed.routes[0].targets[2].model = "n";
    else
        changed.routes[0].experiment->measure = "latency";
    CHECK(book.follow(changed, kNow).empty());
    CHECK_FALSE(only(book).isRunning);
    CHECK(toText(only(book).note) == "experiment \"cheaper\" was started with another measure or other targets; start a new experiment under another name");
    CHECK_FALSE(book.standings().at("cheaper").isRunning);
    CHECK_FALSE(book.take(answered(1), 7));
    ExperimentBook restarted;
    restarted.load(saved(book));
    CHECK(restarted.follow(settings, kNow + 1h).empty());
    CHECK(only(restarted).isRunning);
    CHECK(only(restarted).figures.arms[1].requests == 1);
}

TEST_CASE("the state of a removed experiment is kept for a while")
{
    const config::Settings settings = experimenting();
    ExperimentBook book = bookOf(settings);
    book.take(answered(1), 7);
    CHECK(book.follow({}, kNow).empty());
    CHECK(book.isEmpty());
    const bool isSoon = GENERATE(false, true);
    ExperimentBook restarted;
    restarted.load(saved(book));
    CHECK(restarted.follow({}, kNow + (isSoon ? 29 : 31) * 24h).empty());
    CHECK(restarted.follow(settings, kNow + (isSoon ? 29 : 31) * 24h).empty());
    CHECK(only(restarted).figures.arms[1].requests == (isSoon ? 1 : 0));
}

TEST_CASE("a disabled route has no running experiment")
{
    config::Settings settings = experimenting();
    settings.routes[0].enabled = false;
    const ExperimentBook book = bookOf(settings);
    CHECK_FALSE(only(book).isRunning);
    CHECK_FALSE(book.standings().at("cheaper").isRunning);
}

TEST_CASE("a damaged state begins anew and says so")
{
    const config::Settings settings = experimenting();
    ExperimentBook first = bookOf(settings);
    decide(first);
    SavedExperiments file = saved(first);
    const bool isWhole = GENERATE(false, true); // the file, or only the state of the experiment
    if (isWhole)
        file = {Json::array(), asIs("experiments.json is not a JSON object")};
    else
        file.experiments[0]["state"]["arms"][0]["sum"] = -5;
    ExperimentBook book;
    book.load(file);
    const auto told = book.follow(settings, kNow);
    CHECK(told.size() == (isWhole ? 0 : 1));
    CHECK(toText(only(book).note) == "its saved state was damaged; it began anew at 2026-11-18T11:06:40.000Z");
    CHECK(only(book).figures.arms[0].requests == 0);
    CHECK(only(book).isRunning);
    ExperimentBook restarted;
    restarted.load(saved(book));
    CHECK(restarted.follow(settings, kNow + 24h).empty());
    CHECK(only(restarted).note == only(book).note); // still said
    // An end by a person is in a file of its own.
    CHECK(book.end({{"cheaper", 0, kNow - 24h}}) == std::vector<std::string>{"cheaper"});
}

TEST_CASE("files of experiments are written and read")
{
    const QTemporaryDir folder;
    CHECK(readExperiments(folder.path()).problem.isEmpty());
    CHECK(readExperimentEnds(folder.path()).empty());
    ExperimentBook book = bookOf(experimenting());
    decide(book);
    REQUIRE(writeExperiments(folder.path(), book.toJson()));
    REQUIRE(noteExperimentEnd(folder.path(), {"cheaper", 0, kNow}));
    REQUIRE(noteExperimentEnd(folder.path(), {"other", 1, kNow + 1s}));
    REQUIRE(noteExperimentEnd(folder.path(), {"cheaper", 1, kNow + 2s}));
    CHECK(readExperimentEnds(folder.path()) == std::vector<ExperimentEnd>{{"cheaper", 1, kNow + 2s}, {"other", 1, kNow + 1s}});
    const ExperimentBook read = savedExperiments(folder.path(), experimenting(), kNow + 3s);
    CHECK(only(read).figures.hasEnded);
    CHECK(only(read).figures.winner == std::size_t{1});
    CHECK(only(read).figures.arms[0].requests == 100);
}

TEST_CASE("a file of experiments that is damaged has a problem")
{
    const QTemporaryDir folder;
    const auto* const text = GENERATE("", "no JSON", "[]", "{}", R"({"experiments": 5})");
    QFile file(experimentsFileIn(folder.path()));
    REQUIRE(file.open(QIODevice::WriteOnly));
    file.write(text);
    file.close();
    CHECK_FALSE(readExperiments(folder.path()).problem.isEmpty());
    CHECK(only(savedExperiments(folder.path(), experimenting(), kNow)).isRunning);
    QFile ends(experimentEndsFileIn(folder.path()));
    REQUIRE(ends.open(QIODevice::WriteOnly));
    ends.write(R"({"ends": [5, {"experiment": "x"}, {"experiment": "x", "winner": 2, "at": "2026-01-01T00:00:00Z"}]})");
    ends.close();
    CHECK(readExperimentEnds(folder.path()).empty());
}

TEST_CASE("the last sessions of an experiment are known")
{
    RecentSessions sessions;
    CHECK(sessions.add("a"));
    CHECK_FALSE(sessions.add("a"));
    CHECK(sessions.add(""));
    RecentSessions read = RecentSessions::fromText(sessions.toText());
    CHECK_FALSE(read.add("a"));
    CHECK_FALSE(read.add(""));
    CHECK(read.add("b"));
    for (std::size_t i = 0; i < RecentSessions::kMost; ++i)
        sessions.add(std::to_string(i));
    CHECK(sessions.add("a")); // so long ago that it counts as new
    CHECK_FALSE(sessions.add(std::to_string(RecentSessions::kMost - 1)));
    CHECK(RecentSessions::fromText("not Base64!").add("a"));
}

namespace {

config::Settings judging(int maxPerDay, const std::string& rubric = "Is it kind?")
{
    config::Settings settings = experimenting("judge");
    settings.routes[0].experiment->judge = config::ExperimentJudgeSettings{"j/judge", rubric, maxPerDay};
    return settings;
}

/// Answered with `answer` in a chat completion; empty: without text.
ExchangeRecord withText(std::size_t arm, const std::string& session, const std::string& answer)
{
    ExchangeRecord record = answered(arm, session);
    record.dialect = "openai-chat";
    record.provider = "a";
    usage::Content content;
    content.request = R"({"model":"alias","messages":[{"role":"user","content":"Who is there?"}]})";
    content.answer = Json{{"id", "c"}, {"object", "chat.completion"}, {"model", "m"},
        {"choices", {{{"index", 0}, {"message", {{"role", "assistant"}, {"content", answer}}}, {"finish_reason", "stop"}}}}}.dump();
    record.judged = std::make_shared<const usage::Content>(std::move(content));
    return record;
}

} // namespace

TEST_CASE("a judge scores the first answer in text of each session")
{
    ExperimentBook book = bookOf(judging(10));
    CHECK(book.take(withText(0, "talk", ""), 7)); // such as a call of a tool: the next one of its session may do
    ExchangeRecord failedOne = withText(0, "talk", "too late");
    failedOne.outcome = Outcome::Interrupted;
    CHECK(book.take(failedOne, 7));
    CHECK(book.takeToJudge().empty());
    CHECK(book.take(withText(0, "talk", "It is me"), 7));
    CHECK(book.take(withText(0, "talk", "As before"), 7));
    CHECK(book.take(withText(1, {}, "Nobody"), 7));
    const auto answers = book.takeToJudge();
    REQUIRE(answers.size() == 2);
    CHECK(book.takeToJudge().empty());
    CHECK(answers[0].experiment == "cheaper");
    CHECK(answers[0].arm == 0);
    CHECK(answers[0].model == "j/judge");
    CHECK(answers[0].rubric == "Is it kind?");
    CHECK(answers[0].question == "Who is there?");
    CHECK(answers[0].answer == "It is me");
    CHECK(answers[1].arm == 1);
    CHECK(answers[1].answer == "Nobody");
    CHECK_FALSE(only(book).figures.arms[0].value);
    book.add({"cheaper", 0, 0.25, {}});
    book.add({"cheaper", 0, 0.75, {}});
    book.add({"another", 0, 1, {}});
    CHECK(only(book).figures.arms[0].value == 0.5);
    CHECK(only(book).figures.arms[0].requests == 4);
    CHECK(only(book).note.isEmpty());
    book.add({"cheaper", 1, {}, asIs("it is busy")});
    CHECK(toText(only(book).note) == "answers that the judge has not scored: 1; the last one: it is busy");
    CHECK_FALSE(only(book).figures.arms[1].value);
}

TEST_CASE("a judge scores as many answers per day as it may, also over restarts")
{
    ExperimentBook book = bookOf(judging(2, "helpful-zh"));
    for (const char* const session : {"1", "2", "3"})
        CHECK(book.take(withText(0, session, "text"), 7));
    const auto answers = book.takeToJudge();
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].rubric.size() > 20); // the text with this name
    book.add({"cheaper", 0, {}, {"the judge %1 is busy", {std::string("j/judge")}}});
    ExperimentBook again;
    again.load(saved(book));
    CHECK(again.follow(judging(2, "helpful-zh"), kNow).empty());
    CHECK(toText(only(again).note) == "answers that the judge has not scored: 1; the last one: the judge j/judge is busy");
    CHECK(only(again).note == only(book).note); // it can still be translated
    CHECK(again.take(withText(0, "4", "text"), 7));
    CHECK(again.takeToJudge().empty());
    ExchangeRecord tomorrow = withText(0, "3", "text"); // which was not scored
    tomorrow.startedAt += std::chrono::hours(24);
    CHECK(again.take(tomorrow, 7));
    CHECK(again.takeToJudge().size() == 1);
}

TEST_CASE("an experiment with a rubric that does not exist does not run")
{
    ExperimentBook book = bookOf(judging(2, "helpfull"));
    CHECK_FALSE(only(book).isRunning);
    CHECK(toText(only(book).note) == "there is no rubric \"helpfull\"; \"signalboxd eval rubrics\" lists them");
    CHECK_FALSE(book.take(withText(0, "1", "text"), 7));
}

TEST_CASE("no judge is asked once an arm gets all requests")
{
    ExperimentBook book = bookOf(judging(10));
    CHECK(book.take(withText(0, "1", "text"), 7));
    CHECK(book.takeToJudge().size() == 1);
    CHECK(book.end({{"cheaper", 1, kNow + std::chrono::hours(1)}}).size() == 1);
    CHECK(book.take(withText(1, "2", "text"), 7));
    CHECK(book.takeToJudge().empty());
    config::Settings disabled = judging(10);
    disabled.routes[0].enabled = false;
    ExperimentBook other = bookOf(disabled);
    CHECK(other.take(withText(1, "2", "text"), 7));
    CHECK(other.takeToJudge().empty());
}

TEST_CASE("an experiment with another judge or rubric does not run until it is back")
{
    ExperimentBook book = bookOf(judging(10));
    CHECK(book.follow(judging(10, "Is it short?"), kNow).empty()); // nothing was scored before
    CHECK(only(book).isRunning);
    CHECK(book.take(withText(0, "1", "text"), 7));
    book.add({"cheaper", 0, 0.25, {}});
    CHECK(book.follow(judging(5, "Is it short?"), kNow).empty()); // another maximum is no other measure
    CHECK(only(book).isRunning);
    CHECK(book.follow(judging(5), kNow).empty());
    CHECK_FALSE(only(book).isRunning);
    CHECK(toText(only(book).note) == "experiment \"cheaper\" was started with another judge or rubric; give the experiment a new name to compare by these");
    CHECK(book.follow(judging(5, "Is it short?"), kNow).empty());
    CHECK(only(book).isRunning);
    CHECK(only(book).figures.arms[0].value == 0.25);
}
