// What the ledger takes: the rate at which it writes and how long a record waits, and how long the questions of the
// Usage page take once there are many exchanges.
//   bench_ledger write [SECONDS [RATE]]     into a new file: the rate that is asked for, then as fast as it goes
//   bench_ledger queries FILE [EXCHANGES]   of a year; the file is filled by the ledger itself if it is not there
// Prints a table.

#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/ledger/usage_lookup.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <deque>
#include <functional>
#include <random>
#include <string>
#include <thread>
#include <vector>

using namespace gateway;
using namespace gateway::usage;

namespace {

using Clock = std::chrono::steady_clock;
constexpr std::int64_t kBatch = 100;
constexpr auto kYear = std::chrono::days{365};

double msSince(Clock::time_point begin) { return std::chrono::duration<double, std::milli>(Clock::now() - begin).count(); }

double partOf(std::vector<double>& values, double part)
{
    if (values.empty())
        return 0;
    std::ranges::sort(values);
    return values[std::min(values.size() - 1, static_cast<std::size_t>(part * static_cast<double>(values.size())))];
}

/// Records as a busy team makes them: 20 models of 5 providers, 2 keys each, 4 consumers; some are used more.
class Maker {
public:
    std::shared_ptr<const ExchangeRecord> make(WallTime at)
    {
        const auto model = skewed(20);
        const auto consumer = skewed(4);
        auto record = std::make_shared<ExchangeRecord>();
        record->id = "01JD" + std::to_string(1'000'000'000'000'000LL + m_count++);
        record->startedAt = at;
        record->dialect = consumer == 3 ? "anthropic" : "openai-chat";
        record->consumer = "team-" + std::to_string(consumer);
        record->clientName = consumer == 3 ? "claude-cli" : "OpenAI/JS";
        record->process = m_processes[consumer];
        record->route = "route-" + std::to_string(model % 5);
        record->askedModel = record->model = "model-" + std::to_string(model);
        record->provider = "provider-" + std::to_string(model % 5);
        record->isStream = true;
        record->status = 200;
        record->outcome = m_random() % 40 == 0 ? Outcome::Failed : Outcome::Answered;
        record->firstByte = Milliseconds{static_cast<std::int64_t>(m_random() % 900 + 100)};
        record->firstToken = record->firstByte + Milliseconds{5};
        record->duration = Milliseconds{static_cast<std::int64_t>(m_random() % 20'000 + 1000)};
        record->requestBytes = static_cast<std::int64_t>(m_random() % 40'000);
        record->answerBytes = static_cast<std::int64_t>(m_random() % 20'000);
        record->tokens = {protocol::UsageOrigin::Reported, tokens(10'000), tokens(5000), tokens(100), tokens(2000), tokens(500)};
        record->cost = Money{model % 5 < 3 ? Currency::Usd : Currency::Cny, static_cast<std::int64_t>(m_random() % 1'000'000'000)};
        record->attempts.resize(1);
        AttemptRecord& attempt = record->attempts.front();
        attempt.provider = record->provider;
        attempt.model = record->model;
        attempt.key = skewed(2) == 0 ? "main" : "spare";
        attempt.status = 200;
        attempt.firstByte = record->firstByte;
        attempt.duration = record->duration;
        return record;
    }

    RecordBatch batch(std::int64_t size, WallTime at)
    {
        RecordBatch batch;
        for (std::int64_t i = 0; i < size; ++i)
            batch.push_back(make(at));
        return batch;
    }

private:
    std::size_t skewed(std::size_t count) { return std::min(m_random() % count, m_random() % count); }
    Tokens tokens(std::uint64_t most) { return Tokens{static_cast<std::int64_t>(m_random() % most)}; }

    std::mt19937_64 m_random{1};
    std::int64_t m_count = 0;
    std::array<std::shared_ptr<const ProcessName>, 4> m_processes{std::make_shared<const ProcessName>("node (a)"),
        std::make_shared<const ProcessName>("python (b)"), std::make_shared<const ProcessName>("code (c)"),
        std::make_shared<const ProcessName>("claude (d)")};
};

struct Written {
    double rate = 0; ///< records per second
    std::vector<double> waits_ms; ///< from being handed over to being in the file, of each batch
    Ledger::Counts counts;
};

/// `rate` 0: as fast as it goes.
Written writeFor(std::chrono::seconds time, std::int64_t rate)
{
    const QTemporaryDir folder;
    Ledger ledger(folder.filePath(QStringLiteral("ledger.sqlite")), {});
    Maker maker;
    std::vector<RecordBatch> prepared; // so that making them costs the ledger nothing
    for (int i = 0; i < 1000; ++i)
        prepared.push_back(maker.batch(kBatch, std::chrono::system_clock::now() + std::chrono::milliseconds(10 * i)));
    Written written;
    std::deque<Clock::time_point> waiting;
    std::int64_t handed = 0;
    const auto begin = Clock::now();
    while (Clock::now() - begin < time) {
        const double passed = msSince(begin) / 1000;
        const bool isDue = rate > 0 ? static_cast<double>(handed) < passed * static_cast<double>(rate)
                                    : ledger.counts().queued < Ledger::kMaxQueued / 4;
        if (isDue) {
            ledger.write(prepared[static_cast<std::size_t>(handed / kBatch) % prepared.size()]);
            handed += kBatch;
            waiting.push_back(Clock::now());
        } else {
            std::this_thread::sleep_for(std::chrono::microseconds(200));
        }
        for (const auto left = static_cast<std::size_t>(ledger.counts().queued / kBatch); waiting.size() > left; waiting.pop_front())
            written.waits_ms.push_back(msSince(waiting.front()));
    }
    written.counts = ledger.counts();
    written.rate = static_cast<double>(handed - written.counts.queued) / (msSince(begin) / 1000);
    return written;
}

int benchWriting(int argc, char* argv[])
{
    const std::chrono::seconds time(argc > 2 ? std::atoi(argv[2]) : 10);
    const std::int64_t wanted = argc > 3 ? std::atoll(argv[3]) : 10'000;
    std::printf("%-24s %12s %10s %10s %10s %10s\n", "", "records/s", "wait p50", "p99", "longest", "undetailed");
    for (const std::int64_t rate : {wanted, std::int64_t{0}}) {
        Written written = writeFor(time, rate);
        const std::string name = rate > 0 ? std::to_string(rate) + " per second" : "as fast as it goes";
        std::printf("%-24s %12.0f %7.1f ms %7.1f ms %7.1f ms %10lld\n", name.c_str(), written.rate, partOf(written.waits_ms, 0.5),
            partOf(written.waits_ms, 0.99), partOf(written.waits_ms, 1), static_cast<long long>(written.counts.withoutDetails));
    }
    return 0;
}

/// A year of them up to now, in their order.
void fill(const QString& file, std::int64_t count, WallTime now)
{
    constexpr std::int64_t kAtOnce = 1000;
    const auto begin = Clock::now();
    {
        Ledger ledger(file, {});
        Maker maker;
        for (std::int64_t done = 0; done < count; done += kAtOnce) {
            RecordBatch batch;
            for (std::int64_t i = 0; i < kAtOnce; ++i) {
                const double part = static_cast<double>(done + i) / static_cast<double>(count);
                batch.push_back(maker.make(now - kYear
                    + std::chrono::milliseconds(static_cast<std::int64_t>(part * std::chrono::duration<double, std::milli>(kYear).count()))));
            }
            while (ledger.counts().queued > Ledger::kMaxQueued / 4)
                std::this_thread::sleep_for(std::chrono::milliseconds(1));
            ledger.write(std::move(batch));
        }
    }
    std::printf("filled with %lld exchanges in %.0f s\n", static_cast<long long>(count), msSince(begin) / 1000);
}

int benchQueries(int argc, char* argv[])
{
    if (argc < 3)
        return 2;
    const QString file = QString::fromLocal8Bit(argv[2]);
    const WallTime now = std::chrono::system_clock::now();
    if (!QFileInfo::exists(file))
        fill(file, argc > 3 ? std::atoll(argv[3]) : 10'000'000, now);
    struct Query {
        const char* name;
        std::chrono::minutes back;
        std::optional<TimeStep> step;
        std::vector<UsageBy> by;
        std::vector<UsageFilter> filters = {};
    };
    const Query queries[] = {
        {"a year by day and model", kYear, TimeStep::Day, {UsageBy::Model}},
        {"a year by day", kYear, TimeStep::Day, {}},
        {"a year by day, one consumer", kYear, TimeStep::Day, {UsageBy::Provider}, {{UsageBy::Consumer, {"team-0"}}}},
        {"a year by month and provider", kYear, TimeStep::Month, {UsageBy::Provider}},
        {"a year: provider, model, key", kYear, TimeStep::Whole, {UsageBy::Provider, UsageBy::Model, UsageBy::Key}},
        {"30 days by day and model", std::chrono::days{30}, TimeStep::Day, {UsageBy::Model}},
        {"7 days by hour and model", std::chrono::days{7}, TimeStep::Hour, {UsageBy::Model}},
        {"24 hours by hour, provider", std::chrono::days{1}, TimeStep::Hour, {UsageBy::Provider}},
        {"6 hours by minute", std::chrono::hours{6}, TimeStep::Minute, {UsageBy::Provider}},
    };
    std::printf("%-32s %10s %10s %8s %12s\n", "question", "median", "longest", "points", "exchanges");
    bool isWell = true;
    for (const Query& query : queries) {
        std::vector<double> times;
        std::size_t points = 0;
        std::int64_t exchanges = 0;
        for (int i = 0; i < 7; ++i) {
            const auto begin = Clock::now();
            const auto series = readSeries(file, {now - query.back, now, query.step, query.by, query.filters});
            times.push_back(msSince(begin));
            points = 0;
            exchanges = 0;
            isWell = isWell && series;
            if (!series)
                continue;
            for (const UsageSeries::Line& line : series->lines) {
                points += line.points.size();
                exchanges += line.whole.totals.exchanges;
            }
        }
        const double longest = partOf(times, 1);
        std::printf("%-32s %7.1f ms %7.1f ms %8zu %12lld\n", query.name, partOf(times, 0.5), longest, points,
            static_cast<long long>(exchanges));
    }
    std::printf("file: %.0f MB\n", static_cast<double>(QFileInfo(file).size()) / 1e6);
    return isWell ? 0 : 1;
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const char* what = argc > 1 ? argv[1] : "";
    if (std::strcmp(what, "write") == 0)
        return benchWriting(argc, argv);
    if (std::strcmp(what, "queries") == 0)
        return benchQueries(argc, argv);
    std::fputs("bench_ledger write [SECONDS [RATE]] | queries FILE [EXCHANGES]\n", stderr);
    return 2;
}
