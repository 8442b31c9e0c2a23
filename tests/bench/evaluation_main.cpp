// What a large run of an evaluation takes: time and peak memory of carrying out its last part, of its results, and of
// each output.
//   bench_evaluation [ROWS [TARGETS]]     100,000 rows with 5 targets: 500,000 results
//   bench_evaluation --limits             the same; exit status 1 beyond 100 MB, or 60 s for the report
// Each step runs in a process of its own. Prints a table.

#include "gateway/core/files/file_writer.h"
#include "gateway/evaluation/datasets/dataset.h"
#include "gateway/evaluation/report/run_outputs.h"
#include "gateway/evaluation/runner/runner.h"
#include "gateway/evaluation/runs/results.h"
#include "gateway/usage/sqlite/sqlite_connection.h"

#include <QCoreApplication>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <utility>
#include <vector>

using namespace gateway;
using namespace gateway::evaluation;

namespace {

using Clock = std::chrono::steady_clock;
constexpr const char* kRun = "01BENCH";
constexpr std::size_t kRowsLeft = 1000; // for the last part of the run
constexpr double kMostMemory_mb = 100;
constexpr double kMostReportTime_s = 60;

struct Size {
    std::size_t rows = 100'000;
    std::size_t targets = 5;
};

[[noreturn]] void giveUp(const std::string& why)
{
    std::fprintf(stderr, "bench_evaluation: %s\n", why.c_str());
    std::exit(1);
}

template <class T> T taken(Result<T> result)
{
    if (!result)
        giveUp(result.error().text());
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// The largest resident memory of this process so far. Source: proc(5).
double peakMemory_mb()
{
    constexpr double kKbOfMb = 1024;
    QFile status(QStringLiteral("/proc/self/status"));
    if (status.open(QIODevice::ReadOnly))
        for (const QByteArray& line : status.readAll().split('\n'))
            if (line.startsWith("VmHWM:"))
                return line.mid(6).trimmed().split(' ').first().toDouble() / kKbOfMb;
    return -1;
}

QString datasetIn(const QString& folder) { return folder + QStringLiteral("/set.jsonl"); }

RunPlan planFor(const QString& folder, const Size& size)
{
    const Dataset dataset = taken(Dataset::open(datasetIn(folder)));
    RunPlan plan;
    plan.id = kRun;
    plan.name = "november";
    plan.startedAt = SystemClock().wallNow();
    plan.datasetPath = dataset.path();
    plan.datasetSha256 = dataset.sha256();
    plan.rows = dataset.rowCount();
    for (std::size_t i = 0; i < size.targets; ++i)
        plan.targets.push_back("provider/model-" + std::to_string(i));
    return plan;
}

RunFile opened(const QString& folder, RunFile::Access access) { return taken(RunFile::open(RunFile::fileIn(folder, kRun), access)); }

/// Writes the dataset, and a run that lacks the answers to its last rows: by one statement for each table, which takes
/// seconds in place of minutes.
void fill(const QString& folder, const Size& size)
{
    files::FileWriter file(datasetIn(folder));
    taken(file.open());
    for (std::size_t row = 0; row < size.rows; ++row)
        taken(file.write(R"({"id":"q)" + std::to_string(row) + R"(","prompt":"Can I have a refund for the annual plan that I bought )" + std::to_string(row)
            + R"( days ago, and who pays for the way back?","reference":"within 14 days","tags":["tag)" + std::to_string(row % 20) + "\"]}\n"));
    taken(file.commit());
    {
        auto run = taken(RunFile::create(folder, planFor(folder, size)));
        taken(run.setState(RunState::Stopped, RunStopReason::Interrupted, SystemClock().wallNow()));
    }
    usage::SqliteConnection connection;
    taken(connection.open(RunFile::fileIn(folder, kRun).toStdString(), std::chrono::seconds{5}));
    const std::string targets = std::to_string(size.targets);
    const std::string last = std::to_string((size.rows - std::min(size.rows, kRowsLeft)) * size.targets);
    const std::string answers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " + last + ") INSERT INTO ";
    taken(connection.run("BEGIN"));
    taken(connection.run("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < " + std::to_string(size.rows)
        + ") INSERT INTO rows (row, id, tags, question, reference) SELECT i, 'q' || i, '[\"tag' || (i % 20) || '\"]', 'Can I have a refund for the annual plan that I bought ' || i || "
          "' days ago, and who pays for the way back?', 'within 14 days' FROM n"));
    taken(connection.run(answers + "answers (row, target, sample, error_code, error, exchange, ended_at, latency_ms, first_token_ms, input_tokens, output_tokens, score, "
        "cost_state, currency, pico) SELECT i / " + targets + ", i % " + targets + ", 0, '', '', printf('01JD%022d', i), 1790000000000 + i, 200 + (i * 7919) % 5000, "
        "20 + (i * 6007) % 900, 40, 80, ((random() & 1048575) % 1000) / 1000.0, 1, 0, 1000000 * (1 + i % " + targets + ") FROM n"));
    taken(connection.run(answers + "texts (row, target, sample, checks, text) SELECT i / " + targets + ", i % " + targets + ", 0, "
        "'[{\"type\":\"contains\",\"score\":1.0,\"reason\":\"contains \\\"within 14 days\\\"\"}]', 'Yes. An annual plan can be refunded within ' || (i % 31) || "
        "' days of purchase, counted from the day on which the invoice was sent. Write to the address on the invoice, name its number ' || i || "
        "', and say whether the amount should go to the same card. A refund takes about ' || (i % 7) || ' working days. The way back is on us, as long as the box is whole.' FROM n"));
    taken(connection.run("COMMIT"));
    taken(connection.run("PRAGMA wal_checkpoint(TRUNCATE)"));
}

/// Models that answer from the event loop, at no cost in time.
class InstantCalls final : public QObject, public ModelCalls {
public:
    void chat(const ChatCall& call, CallDone done) override
    {
        CallResult result;
        result.text = "Yes, within 14 days. " + std::string(280, 'x');
        result.exchange = "01JE" + std::to_string(1'000'000'000'000ULL + ++m_count);
        result.status = 200;
        result.attempts = 1;
        result.latency = Milliseconds{200 + static_cast<int>(call.model.size())};
        result.outputTokens = Tokens{80};
        QMetaObject::invokeMethod(this, [result = std::move(result), done = std::move(done)] { done(result); }, Qt::QueuedConnection);
    }
    void embed(const EmbeddingCall&, CallDone) override { }
    void cancelAll() override { }

private:
    std::uint64_t m_count = 0;
};

class InstantCosts final : public CostSource {
public:
    void costsOf(const std::vector<std::string>& exchanges, std::function<void(std::vector<ExchangeCost>)> done) override
    {
        std::vector<ExchangeCost> costs;
        for (const std::string& exchange : exchanges)
            costs.push_back({exchange, ExchangeCost::State::Known, Money{Currency::Usd, 1'000'000}});
        done(std::move(costs));
    }
};

/// The last part of the run: everything that it has is looked at first.
void goOn(const QString& folder)
{
    auto file = opened(folder, RunFile::Access::Write);
    RunFileStore store(file);
    InstantCalls calls;
    InstantCosts costs;
    const SystemClock clock;
    LoopTimers timers;
    Estimates estimates;
    for (const std::string& target : file.plan().targets) {
        usage::Price price;
        price.terms.input = 1;
        price.terms.output = 2;
        estimates[target].prices = {price};
    }
    Runner runner({store, calls, costs, clock, timers}, taken(Dataset::open(datasetIn(folder))), estimates, {7, {}, {}});
    QObject::connect(&runner, &Runner::finished, &runner, [] { QCoreApplication::quit(); }, Qt::QueuedConnection);
    runner.start();
    QCoreApplication::exec();
    if (runner.state() != RunState::Finished)
        giveUp("the run did not finish");
    if (file.answerCount() != file.plan().rows * file.plan().targets.size())
        giveUp("answers are missing");
}

void write(const QString& folder, RunOutput output, const char* name)
{
    auto file = opened(folder, RunFile::Access::Read);
    const auto results = taken(resultsOf(file, config::ExchangeRate{7, {}, {}}));
    taken(writeOutputFile(output, file, results, std::nullopt, folder + QLatin1Char('/') + QLatin1String(name), {}));
}

struct Step {
    const char* name;
    const char* what;
    void (*run)(const QString& folder);
};

constexpr std::array kSteps{
    Step{"open", "open the run", [](const QString& folder) { opened(folder, RunFile::Access::Write); }},
    Step{"go-on", "carry out the last 1,000 rows", goOn},
    Step{"results", "results", [](const QString& folder) {
        auto file = opened(folder, RunFile::Access::Read);
        const auto results = taken(resultsOf(file, config::ExchangeRate{7, {}, {}}));
        if (results.comparisons.empty())
            giveUp("comparisons are missing");
    }},
    Step{"report", "results and report", [](const QString& folder) { write(folder, RunOutput::Report, "report.html"); }},
    Step{"json", "results and JSON", [](const QString& folder) { write(folder, RunOutput::Json, "results.json"); }},
    Step{"csv", "results and CSV", [](const QString& folder) { write(folder, RunOutput::Csv, "results.csv"); }},
};

/// In the process of its own: prints the seconds and the megabytes.
int runStep(const QString& name, const QString& folder)
{
    const auto step = std::ranges::find_if(kSteps, [&](const Step& each) { return name == QLatin1String(each.name); });
    if (step == kSteps.end())
        giveUp("there is no step " + name.toStdString());
    const auto begin = Clock::now();
    step->run(folder);
    std::printf("%.2f %.1f\n", std::chrono::duration<double>(Clock::now() - begin).count(), peakMemory_mb());
    return 0;
}

/// Seconds and megabytes.
std::pair<double, double> measured(const char* step, const QString& folder)
{
    QProcess process;
    process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
    process.start(QCoreApplication::applicationFilePath(), {QStringLiteral("--step"), QLatin1String(step), folder});
    if (!process.waitForFinished(-1) || process.exitStatus() != QProcess::NormalExit || process.exitCode() != 0)
        giveUp(std::string(step) + " failed");
    const QList<QByteArray> figures = process.readAllStandardOutput().trimmed().split(' ');
    return {figures.value(0).toDouble(), figures.value(1).toDouble()};
}

} // namespace

int main(int argc, char* argv[])
{
    const QCoreApplication application(argc, argv);
    QStringList words = QCoreApplication::arguments().mid(1);
    if (words.value(0) == QLatin1String("--step"))
        return runStep(words.value(1), words.value(2));
    const bool hasLimits = words.removeAll(QStringLiteral("--limits")) > 0;
    Size size;
    size.rows = words.value(0, QString::number(size.rows)).toULongLong();
    size.targets = words.value(1, QString::number(size.targets)).toULongLong();
    if (size.rows == 0 || size.targets == 0)
        giveUp("ROWS and TARGETS must be numbers above 0");
    const QTemporaryDir folder;
    fill(folder.path(), size);
    std::printf("%zu rows with %zu targets, a file of %lld MB\n", size.rows, size.targets, static_cast<long long>(QFile(RunFile::fileIn(folder.path(), kRun)).size() / 1'000'000));
    bool isWithin = true;
    for (const Step& step : kSteps) {
        const auto [seconds, megabytes] = measured(step.name, folder.path());
        const bool isLong = std::string(step.name) == "report" && seconds > kMostReportTime_s;
        const bool isLarge = megabytes > kMostMemory_mb;
        std::printf("%-30s %8.2f s %8.1f MB%s\n", step.what, seconds, megabytes, isLong || isLarge ? "  beyond the limit" : "");
        std::fflush(stdout);
        isWithin = isWithin && !isLong && !isLarge;
    }
    return hasLimits && !isWithin ? 1 : 0;
}
