#include "ledger_fixture.h"

#include "catch.h"

#include "gateway/core/json/sentence_json.h"

#include <QTest>

#include <sqlite3.h>

#include <optional>
#include <utility>

using namespace gateway;
using namespace gateway::usage;

namespace test {

namespace {

void checkSame(const Charge& a, const Charge& b)
{
    CHECK(a.attempt == b.attempt);
    CHECK(a.provider == b.provider);
    CHECK(a.model == b.model);
    CHECK(a.key == b.key);
    CHECK(a.tokens == b.tokens);
    CHECK(a.cost == b.cost);
    CHECK(a.costOrigin == b.costOrigin);
    CHECK((a.price ? a.price->text() : "none") == (b.price ? b.price->text() : "none"));
}

void checkSame(const AttemptRecord& a, const AttemptRecord& b)
{
    CHECK(a.provider == b.provider);
    CHECK(a.model == b.model);
    CHECK(a.key == b.key);
    CHECK(a.status == b.status);
    CHECK(a.failure == b.failure);
    CHECK(json::fromSentence(a.reason) == json::fromSentence(b.reason)); // not only its English
    CHECK(a.startedAfter == b.startedAfter);
    CHECK(a.connect == b.connect);
    CHECK(a.firstByte == b.firstByte);
    CHECK(a.duration == b.duration);
    CHECK(a.place == b.place);
    CHECK(a.protocol == b.protocol);
    CHECK(a.tls == b.tls);
    CHECK(a.firstToken == b.firstToken);
    CHECK(a.lastByte == b.lastByte);
    CHECK(a.requestId == b.requestId);
}

} // namespace

std::function<void(const Error&)> Problems::listener()
{
    return [this](const Error& error) {
        const std::lock_guard lock(mutex);
        errors.push_back(error);
    };
}

std::size_t Problems::count()
{
    const std::lock_guard lock(mutex);
    return errors.size();
}

std::string Problems::first()
{
    const std::lock_guard lock(mutex);
    return errors.empty() ? std::string() : errors.front().text();
}

Result<Totals> totalsOf(Ledger& ledger, WallTime from, WallTime to)
{
    QObject context;
    std::optional<Result<Totals>> answer;
    ledger.totals(from, to, &context, [&](Result<Totals> totals) { answer = std::move(totals); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kPatience_ms));
    return *answer;
}

Result<std::vector<ExchangeRecord>> recentOf(Ledger& ledger, int limit)
{
    QObject context;
    std::optional<Result<std::vector<ExchangeRecord>>> answer;
    ledger.recent(limit, &context, [&](auto records) { answer = std::move(records); });
    REQUIRE(QTest::qWaitFor([&] { return answer.has_value(); }, kPatience_ms));
    return *answer;
}

std::shared_ptr<ExchangeRecord> exchange(const std::string& id, std::int64_t startedAt_ms)
{
    auto record = std::make_shared<ExchangeRecord>();
    record->id = id;
    record->startedAt = at(startedAt_ms);
    record->outcome = Outcome::Answered;
    record->provider = "deepseek";
    record->status = 200;
    return record;
}

std::shared_ptr<const RouteList> routes(const char* id)
{
    return std::make_shared<const RouteList>(std::vector<RouteList::Route>{{id}}, std::vector<RouteList::Rules>{{"a rule"}});
}

std::shared_ptr<ExchangeRecord> fullExchange()
{
    auto record = exchange("01JD0", 1'763'625'600'123);
    record->dialect = "openai-chat";
    record->consumer = "ide";
    record->clientName = "OpenAI/JS";
    record->process = std::make_shared<const ProcessName>("node cli.js (项目)", "/home/me/项目");
    record->session = "ses_0123";
    record->agent = "agent_7";
    record->limit = "spend";
    record->limitAction = LimitAction::Redirected;
    record->evalRun = "01M8Z3V6ZC3WQG1D5PNBX7S4TM";
    record->shadowOf = "01JD1";
    record->trace = traceContextOf("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-03");
    record->queue = std::chrono::microseconds{187};
    record->route = "deepseek";
    record->askedModel = "gpt-4o; DROP TABLE exchanges; -- 模型";
    record->provider = "qwen";
    record->model = "qwen-turbo";
    record->isStream = true;
    record->isFallback = true;
    record->outcome = Outcome::Interrupted;
    record->errorCode = "stream_interrupted";
    record->firstByte = Milliseconds{412};
    record->firstToken = Milliseconds{415};
    record->lastByte = Milliseconds{1790};
    record->duration = Milliseconds{1812};
    record->requestBytes = 5'000'000'000;
    record->answerBytes = 8001;
    record->tokens = {protocol::UsageOrigin::Reported, Tokens{10}, Tokens{20}, Tokens{30}, Tokens{40}, Tokens{50}};
    record->tokens.audioInput = Tokens{5};
    record->tokens.imageInput = Tokens{6};
    record->tokens.audioOutput = Tokens{7};
    record->tokens.imageOutput = Tokens{0};
    AttemptRecord refused;
    refused.provider = "deepseek";
    refused.model = "deepseek-chat";
    refused.key = "main";
    refused.status = 429;
    refused.failure = config::FailureClass::RateLimited;
    refused.reason = gateway::asIs("429");
    refused.connect = Milliseconds{0};
    refused.firstByte = Milliseconds{80};
    refused.duration = Milliseconds{81};
    refused.protocol = "openai-chat";
    refused.lastByte = Milliseconds{81};
    refused.requestId = "req_1";
    AttemptRecord silent = refused;
    silent.key = "spare";
    silent.status = 0;
    silent.failure = config::FailureClass::Unreachable;
    silent.reason = {"%1 (proxy %2)", {Sentence("connection refused"), std::string("10.0.0.1:3128")}};
    silent.startedAfter = Milliseconds{82};
    silent.connect = Milliseconds{-1};
    silent.firstByte = Milliseconds{-1};
    silent.lastByte = Milliseconds{-1};
    silent.requestId.clear();
    AttemptRecord answered;
    answered.provider = "qwen";
    answered.model = "qwen-turbo";
    answered.status = 200;
    answered.startedAfter = Milliseconds{90};
    answered.connect = Milliseconds{12};
    answered.firstByte = Milliseconds{300};
    answered.tls = Milliseconds{31};
    answered.firstToken = Milliseconds{320};
    answered.lastByte = Milliseconds{1700};
    answered.protocol = "anthropic";
    answered.requestId = "req_011CX";
    answered.duration = Milliseconds{1700};
    record->attempts = {refused, silent, answered};
    record->attempts[0].place = TargetPlace{.hasRoute = true, .priority = 1, .weight = 3, .algorithm = "sticky",
        .inputPrice = 0.4F, .outputPrice = 1.2F, .keepsConversation = false, .tokensAnew = 900, .costAnew = 0.25};
    record->attempts[2].place = TargetPlace{.inputPrice = 0, .outputPrice = 0};
    record->decisions.routes = {{"it does not match the model", {{0, 8}, {10, 10}}}};
    record->decisions.isContinued = true;
    record->routeList = routes("模型");
    record->tokens.cacheWriteHour = Tokens{12};
    record->tokens.serviceTier = protocol::ServiceTier::Fast;
    record->tokens.webSearches = 3;
    record->cost = Money{Currency::Cny, 1'234'567'890'123};
    record->costOrigin = CostOrigin::Prices;
    record->price = std::make_shared<const SharedText>(R"({"currency":"CNY","input":2.0,"source":"configuration"})");
    return record;
}

void checkSame(const ExchangeRecord& a, const ExchangeRecord& b)
{
    CHECK(a.id == b.id);
    CHECK(a.startedAt == b.startedAt);
    CHECK(a.dialect == b.dialect);
    CHECK(a.consumer == b.consumer);
    CHECK(a.clientName == b.clientName);
    CHECK(a.processName() == b.processName());
    CHECK(a.project() == b.project());
    CHECK(a.session == b.session);
    CHECK(a.agent == b.agent);
    CHECK(a.limit == b.limit);
    CHECK(a.limitAction == b.limitAction);
    CHECK(a.evalRun == b.evalRun);
    CHECK(a.shadowOf == b.shadowOf);
    CHECK(a.trace == b.trace);
    CHECK(a.queue == b.queue);
    CHECK(a.lastByte == b.lastByte);
    CHECK(a.route == b.route);
    CHECK(a.askedModel == b.askedModel);
    CHECK(a.provider == b.provider);
    CHECK(a.model == b.model);
    CHECK(a.isStream == b.isStream);
    CHECK(a.isFallback == b.isFallback);
    CHECK(a.status == b.status);
    CHECK(a.outcome == b.outcome);
    CHECK(a.errorCode == b.errorCode);
    CHECK(a.firstByte == b.firstByte);
    CHECK(a.firstToken == b.firstToken);
    CHECK(a.duration == b.duration);
    CHECK(a.requestBytes == b.requestBytes);
    CHECK(a.answerBytes == b.answerBytes);
    CHECK(a.tokens == b.tokens);
    CHECK(a.decisions == b.decisions);
    CHECK(a.cost == b.cost);
    CHECK(a.costOrigin == b.costOrigin);
    CHECK((a.price ? a.price->text() : "none") == (b.price ? b.price->text() : "none"));
    CHECK((a.routeList ? a.routeList->text() : "none") == (b.routeList ? b.routeList->text() : "none"));
    REQUIRE(a.charges.size() == b.charges.size());
    for (std::size_t i = 0; i < a.charges.size(); ++i)
        checkSame(a.charges[i], b.charges[i]);
    REQUIRE(a.attempts.size() == b.attempts.size());
    for (std::size_t i = 0; i < a.attempts.size(); ++i)
        checkSame(a.attempts[i], b.attempts[i]);
}

std::vector<std::vector<std::string>> rowsOf(const QString& file, const std::string& statements)
{
    CAPTURE(statements);
    sqlite3* database = nullptr;
    std::vector<std::vector<std::string>> rows;
    const auto take = [](void* out, int columns, char** texts, char**) {
        auto& row = static_cast<std::vector<std::vector<std::string>>*>(out)->emplace_back();
        for (int i = 0; i < columns; ++i)
            row.emplace_back(texts[i] ? texts[i] : "");
        return 0;
    };
    constexpr int kFlags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE;
    int result = sqlite3_open_v2(file.toUtf8().constData(), &database, kFlags, nullptr);
    if (result == SQLITE_OK && (result = sqlite3_busy_timeout(database, kPatience_ms)) == SQLITE_OK)
        result = sqlite3_exec(database, statements.c_str(), take, &rows, nullptr);
    INFO(sqlite3_errmsg(database));
    CHECK(sqlite3_close(database) == SQLITE_OK);
    REQUIRE(result == SQLITE_OK);
    return rows;
}

std::string valueOf(const QString& file, const std::string& statements)
{
    const auto rows = rowsOf(file, statements);
    return rows.empty() || rows.back().empty() ? std::string() : rows.back().front();
}

long long numberOf(const QString& file, const std::string& statements) { return std::stoll(valueOf(file, statements)); }

Blocker::Blocker(const QString& file)
{
    REQUIRE(sqlite3_open_v2(file.toUtf8().constData(), &m_database, SQLITE_OPEN_READWRITE, nullptr) == SQLITE_OK);
    REQUIRE(sqlite3_exec(m_database, "BEGIN IMMEDIATE", nullptr, nullptr, nullptr) == SQLITE_OK);
}

void Blocker::release()
{
    sqlite3_close(m_database); // which ends its transaction
    m_database = nullptr;
}

} // namespace test
