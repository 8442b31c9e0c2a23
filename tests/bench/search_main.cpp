// Times of the questions that the page of requests asks, on a ledger of many rows:
//   bench_search [ROWS] [FILE]
// Makes FILE (a temporary one unless given) with ROWS exchanges over a year unless it is there.

#include "gateway/core/ids.h"
#include "gateway/usage/ledger/ledger.h"
#include "gateway/usage/search/ledger_request_reader.h"

#include <QCoreApplication>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <random>
#include <thread>

using namespace gateway;
using namespace gateway::usage;

namespace {

using Stopwatch = std::chrono::steady_clock;

constexpr std::int64_t kEnd_ms = 1'795'000'000'000; // November 2026
constexpr std::int64_t kYear_ms = 365LL * 24 * 3'600'000;

std::shared_ptr<const ExchangeRecord> made(std::int64_t at_ms, std::mt19937& random, IdSource& ids)
{
    static constexpr const char* kProviders[] = {"deepseek", "qwen", "anthropic", "openai", "groq"};
    static constexpr const char* kModels[] = {"deepseek-chat", "qwen-plus", "claude-sonnet-4", "gpt-4o", "llama-3.3-70b", "gpt-5-mini", "qwen-turbo", "gemini-flash"};
    static constexpr const char* kClients[] = {"Cursor", "Claude Code", "Zed", "Open WebUI", "curl"};
    auto record = std::make_shared<ExchangeRecord>();
    record->startedAt = WallTime{Milliseconds{at_ms}};
    record->id = ids.next(record->startedAt);
    record->dialect = "openai-chat";
    record->consumer = "ide";
    record->clientName = kClients[random() % std::size(kClients)];
    record->provider = kProviders[random() % std::size(kProviders)];
    record->model = kModels[random() % std::size(kModels)];
    record->askedModel = kModels[random() % std::size(kModels)];
    record->route = record->askedModel;
    record->isStream = true;
    record->status = 200;
    record->outcome = Outcome::Answered;
    record->firstToken = Milliseconds{300 + static_cast<int>(random() % 1500)};
    record->duration = record->firstToken + Milliseconds{random() % 20'000};
    record->tokens = {protocol::UsageOrigin::Reported, Tokens{1200}, Tokens{800}, std::nullopt, Tokens{400}, std::nullopt};
    AttemptRecord attempt;
    attempt.provider = record->provider;
    attempt.model = record->model;
    attempt.key = "main";
    attempt.status = 200;
    attempt.duration = record->duration;
    if (random() % 1000 == 0) {
        record->outcome = Outcome::Failed;
        record->status = 503;
        record->errorCode = "no_usable_target";
        record->provider.clear();
    }
    record->attempts = {attempt};
    return record;
}

void fill(const QString& file, std::int64_t rows)
{
    constexpr std::int64_t kBatch = 1000;
    std::mt19937 random(1);
    IdSource ids;
    const auto begin = Stopwatch::now();
    std::int64_t done = 0;
    while (done < rows) { // in parts, so that the queue never overflows
        Ledger ledger(file, [](const Error& error) { std::fprintf(stderr, "%s\n", error.text().c_str()); });
        for (std::int64_t i = 0; i < Ledger::kMaxQueued / kBatch && done < rows; ++i) {
            RecordBatch batch;
            for (std::int64_t n = 0; n < kBatch && done < rows; ++n, ++done)
                batch.push_back(made(kEnd_ms - kYear_ms + kYear_ms / rows * done, random, ids));
            ledger.write(std::move(batch));
        }
    }
    const double seconds = std::chrono::duration<double>(Stopwatch::now() - begin).count();
    std::printf("wrote %lld rows in %.1f s\n", static_cast<long long>(rows), seconds);
}

struct Question {
    const char* name;
    RequestFilter filter;
};

void ask(RequestReader& reader, const Question& question)
{
    double longest = 0;
    double first = -1;
    std::size_t found = 0;
    RequestQuery query;
    query.filter = question.filter;
    const auto begin = Stopwatch::now();
    int asked = 0;
    for (; found < 200; ++asked) {
        const auto before = Stopwatch::now();
        const auto page = reader.page(query);
        const double ms = std::chrono::duration<double, std::milli>(Stopwatch::now() - before).count();
        longest = std::max(longest, ms);
        if (!page) {
            std::printf("%s: %s\n", question.name, page.error().text().c_str());
            return;
        }
        found += page->rows.size();
        if (first < 0 && found > 0)
            first = std::chrono::duration<double, std::milli>(Stopwatch::now() - begin).count();
        if (!page->next) {
            ++asked;
            break;
        }
        query.after = *page->next;
    }
    const double whole = std::chrono::duration<double, std::milli>(Stopwatch::now() - begin).count();
    std::printf("%-44s %4zu rows  first %8.1f ms  all %9.1f ms  longest step %6.1f ms  steps %d\n", question.name, found, first, whole, longest, std::max(asked, 1));
}

} // namespace

int main(int argc, char* argv[])
{
    QCoreApplication application(argc, argv);
    const std::int64_t rows = argc > 1 ? std::atoll(argv[1]) : 1'000'000;
    const QTemporaryDir folder;
    const QString file = argc > 2 ? QString::fromLocal8Bit(argv[2]) : folder.filePath(QStringLiteral("ledger.sqlite"));
    if (!QFileInfo::exists(file))
        fill(file, rows);
    RequestReader reader(file);
    const WallTime end{Milliseconds{kEnd_ms}};
    const Question questions[] = {
        {"newest", {}},
        {"newest, again", {}},
        {"a day half a year ago", {.from = end - std::chrono::hours{24 * 180}, .to = end - std::chrono::hours{24 * 179}}},
        {"one provider", {.fields = {{RequestField::Provider, "qwen"}}}},
        {"one model of one client", {.fields = {{RequestField::Model, "gpt-4o"}, {RequestField::Client, "Zed"}}}},
        {"failed (1 of 1000)", {.result = RequestResult::Failed}},
        {"word that many have", {.words = {"claude"}}},
        {"word that nobody has", {.words = {"nobody-has-this"}}},
        {"model that nobody has", {.fields = {{RequestField::Model, "none"}}}},
        {"status that nobody has, last 30 days", {.from = end - std::chrono::hours{24 * 30}, .status = std::pair(418, 418)}},
    };
    for (const Question& question : questions)
        ask(reader, question);
    const auto begin = Stopwatch::now();
    const auto count = reader.count({}, 0, 10'000);
    std::printf("count up to 10,000: %lld in %.1f ms\n", static_cast<long long>(count ? count->count : -1),
        std::chrono::duration<double, std::milli>(Stopwatch::now() - begin).count());
    return 0;
}
