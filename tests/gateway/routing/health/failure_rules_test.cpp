#include "gateway/routing/health/failure_rules.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/json/json.h"
#include "gateway/routing/health/attempt_reason.h"

#include "catch.h"

#include <algorithm>
#include <fstream>
#include <set>
#include <sstream>

using namespace gateway;
using namespace gateway::routing;
using config::FailureClass;

namespace {

const WallTime kNow = config::parseTimestamp("2026-11-20T08:00:00Z").value();

/// Recorded vendor answers; `limited_s` is relative to `kNow`.
Json answers()
{
    std::ifstream file(SIGNALBOX_TEST_DATA "/failures/answers.json", std::ios::binary);
    std::ostringstream content;
    content << file.rdbuf();
    return parseJson(content.str()).value();
}

std::shared_ptr<const FailureRules> builtIn()
{
    static const auto rules = FailureRules::load().value();
    return rules;
}

Verdict judged(const Json& row)
{
    http::Headers headers;
    if (row.contains("headers"))
        for (const auto& [name, value] : row["headers"].items())
            headers.add(name, value.get_ref<const std::string&>());
    const std::string body = row["body"].is_string() ? row["body"].get<std::string>() : toText(row["body"]);
    return builtIn()->judge(row["status"].get<int>(), headers, body, row["provider"].get<std::string>(), kNow);
}

std::string words(std::optional<FailureClass> failure) { return failure ? std::string(toText(*failure)) : "client_error"; }

Verdict judge(const FailureRules& rules, int status, std::string_view body, std::string_view type = "openai",
              std::string_view id = {})
{
    return rules.judge(status, {}, body, type, kNow, id);
}

config::FailureRuleSettings ownRule(std::string name, std::optional<FailureClass> failure)
{
    config::FailureRuleSettings rule;
    rule.name = std::move(name);
    rule.failure = failure;
    return rule;
}

} // namespace

TEST_CASE("classifies recorded vendor answers correctly")
{
    const Json rows = answers();
    CHECK(rows.size() >= 200);
    for (const Json& row : rows) {
        const Verdict verdict = judged(row);
        CAPTURE(toText(row), verdict.message, verdict.rule);
        CHECK(words(verdict.failure) == (row["class"].is_null() ? "client_error" : row["class"].get<std::string>()));
        CHECK(verdict.rule == row["rule"].get<std::string>());
        CHECK(std::string(verdict.rests ? toText(*verdict.rests) : "") == row.value("rests", ""));
        const double said = verdict.limitedFor ? static_cast<double>(verdict.limitedFor->count()) / 1000 : 0;
        CHECK(said == Approx(row.value("limited_s", 0.0)).margin(0.002));
    }
}

TEST_CASE("every rule has a source and matches a recorded answer")
{
    std::set<std::string> met;
    for (const Json& row : answers())
        met.insert(judged(row).rule);
    std::set<std::string> names;
    for (const FailureRule& rule : builtIn()->rules()) {
        CAPTURE(rule.name);
        CHECK_FALSE(rule.source.empty());
        CHECK(names.insert(rule.name).second);
        CHECK(met.count(rule.name) == 1);
    }
}

TEST_CASE("every class has its action and cooldown scope")
{
    struct Row {
        FailureClass failure;
        Next then;
        Rests rests;
        bool atOnce;
    };
    const auto row = GENERATE(values<Row>({
        {FailureClass::RateLimited, Next::NextKey, Rests::KeyOnModel, true},
        {FailureClass::ServerError, Next::RetrySameKey, Rests::Model, false},
        {FailureClass::Unreachable, Next::RetrySameKey, Rests::Provider, false},
        {FailureClass::Timeout, Next::RetrySameKey, Rests::Model, false},
        {FailureClass::KeyRejected, Next::NextKey, Rests::Key, false},
        {FailureClass::BalanceGone, Next::NextKey, Rests::Key, false},
        {FailureClass::ModelMissing, Next::NextTarget, Rests::Model, true},
        {FailureClass::Overloaded, Next::RetrySameKey, Rests::Model, false},
        {FailureClass::ContextTooLong, Next::NextTarget, Rests::Nothing, false},
        {FailureClass::ContentFiltered, Next::NextTarget, Rests::Nothing, false},
        {FailureClass::EmptyAnswer, Next::RetrySameKey, Rests::Model, false},
    }));
    const FailurePolicy& policy = builtIn()->policy(row.failure);
    CAPTURE(toText(row.failure));
    CHECK(policy.then == row.then);
    CHECK(policy.rests == row.rests);
    CHECK(policy.atOnce == row.atOnce);
}

TEST_CASE("classifies answers by status alone as far as possible")
{
    struct Row {
        int status;
        std::optional<FailureClass> failure;
    };
    const auto row = GENERATE(values<Row>({
        {200, FailureClass::ServerError}, {302, std::nullopt}, {400, std::nullopt}, {401, FailureClass::KeyRejected},
        {402, FailureClass::BalanceGone}, {403, FailureClass::KeyRejected}, {404, std::nullopt}, {405, std::nullopt},
        {408, FailureClass::Timeout}, {409, std::nullopt}, {413, std::nullopt}, {415, std::nullopt}, {422, std::nullopt},
        {429, FailureClass::RateLimited}, {451, FailureClass::ContentFiltered}, {500, FailureClass::ServerError},
        {502, FailureClass::ServerError}, {503, FailureClass::ServerError}, {504, FailureClass::Timeout},
        {521, FailureClass::Unreachable}, {524, FailureClass::Timeout}, {529, FailureClass::Overloaded},
        {0, std::nullopt}, {999, std::nullopt}, {-1, std::nullopt},
    }));
    for (const char* body : {"", "{}", "[]", "null", "<html></html>", "{\"error\":{}}", "{\"error\":null}"}) {
        CAPTURE(row.status, body);
        CHECK(judge(*builtIn(), row.status, body).failure == row.failure);
    }
}

TEST_CASE("the user's own rules take precedence")
{
    config::FailureSettings own;
    own.rules.push_back(ownRule("Quiet", std::nullopt));
    own.rules.back().words = {"Out Of Coffee", "咖啡"};
    own.rules.push_back(ownRule("teapot", FailureClass::Overloaded));
    own.rules.back().statuses = {{418, 418}, {500, 599}};
    own.rules.back().provider = "work";
    own.rules.back().rests = Rests::Provider;
    const auto rules = builtIn()->with(own);
    struct Row {
        int status;
        const char* body;
        const char* type;
        const char* id;
        const char* rule;
    };
    const auto row = GENERATE(values<Row>({
        {429, R"({"error":"we are out of coffee"})", "openai", "a", "Quiet"},
        {503, R"({"message":"没有咖啡了"})", "openai", "work", "Quiet"},
        {418, "", "openai", "work", "teapot"},
        {502, "", "work", "other", "teapot"},
        {502, "", "openai", "works", "5xx"},
        {429, "", "openai", "work", "429"},
    }));
    CAPTURE(row.status, row.body);
    const Verdict verdict = judge(*rules, row.status, row.body, row.type, row.id);
    CHECK(verdict.rule == row.rule);
    CHECK((verdict.rests == Rests::Provider) == (verdict.rule == "teapot"));
    CHECK(rules->rules().size() == builtIn()->rules().size() + 2);
}

TEST_CASE("the user's policies change only what they name")
{
    config::FailureSettings own;
    own.classes.emplace_back("rate_limited", config::FailureClassSettings{Next::NextTarget, Rests::Provider, false, 7000});
    own.classes.emplace_back("timeout", config::FailureClassSettings{Next::GiveUp, {}, {}, {}});
    const auto rules = builtIn()->with(own);
    CHECK(rules->policy(FailureClass::RateLimited) == FailurePolicy{Next::NextTarget, Rests::Provider, false, Milliseconds(7000)});
    FailurePolicy timeout = builtIn()->policy(FailureClass::Timeout);
    timeout.then = Next::GiveUp;
    CHECK(rules->policy(FailureClass::Timeout) == timeout);
    CHECK(rules->policy(FailureClass::ServerError) == builtIn()->policy(FailureClass::ServerError));
    CHECK(builtIn()->policy(FailureClass::RateLimited).then == Next::NextKey);
    CHECK(rules->builtInPolicy(FailureClass::RateLimited) == builtIn()->policy(FailureClass::RateLimited));
}

TEST_CASE("ignores account phrases that the provider quotes from the request")
{
    struct Row {
        const char* request;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"messages":[{"content":"Write: your account has been suspended"}],"top_p":9})", R"({"error":{"message":"Invalid value in 'your account has been suspended': top_p"}})"},
        {R"({"tools":[{"function":{"name":"risk control"}}]})", R"({"error":{"message":"Invalid 'tools[0].function.name': 'risk control' does not match the pattern."}})"},
        {R"({"messages":[{"role":"用户","content":"账户被冻结怎么办"}]})", R"({"error":{"message":"参数错误: 账户被冻结怎么办"}})"},
        {R"({"tools":[{"function":{"parameters":{"properties":{"real_name_":{}}}}}]})", R"({"error":{"message":"Invalid schema: real_name_ has no type"}})"},
    }));
    CAPTURE(row.answer);
    const Verdict quoted = builtIn()->judge(400, {}, row.answer, "openai", kNow, {}, row.request);
    CHECK_FALSE(quoted.failure);
    CHECK(quoted.reason.empty());
    CHECK(builtIn()->judge(400, {}, row.answer, "openai", kNow, {}, "{}").failure == FailureClass::KeyRejected);
}

TEST_CASE("account phrases of the provider count even if the request contains similar ones")
{
    struct Row {
        const char* request;
        const char* answer;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"messages":[{"content":"Customer asks why account has been suspended"}]})", R"({"error":{"message":"Your account has been suspended. Contact support."}})"},
        {R"({"messages":[{"content":"如何完成实名认证?"}]})", R"({"error":{"message":"请先完成实名认证"}})"},
        {R"({"messages":[{"content":"write: 'your account has been suspended'"}]})", R"({"error":{"message":"The request failed: code 7. Your account has been suspended"}})"},
    }));
    CAPTURE(row.answer);
    CHECK(builtIn()->judge(400, {}, row.answer, "openai", kNow, {}, row.request).failure == FailureClass::KeyRejected);
}

TEST_CASE("survives hostile answers")
{
    const std::string deep = std::string(100000, '[') + std::string(100000, ']');
    const std::string deepError = R"({"error":{"message":"rate limit","details":)" + deep + "}}";
    const std::string cut = R"({"error":{"message":"余额不足)";
    const std::string huge = R"({"error":{"message":"try again in 99999999999999999999999999999999 hours","code":123456789012345678901234567890}})";
    const std::string many = R"({"error":{"message":")" + std::string(50000, 'x') + R"("}})";
    struct Row {
        const char* name;
        int status;
        std::string body;
        std::optional<FailureClass> failure;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"deeply nested", 429, deep, FailureClass::RateLimited},
        {"a message before deep nesting", 500, deepError, FailureClass::RateLimited},
        {"truncated inside a text", 429, cut, FailureClass::BalanceGone},
        {"truncated inside a character", 500, cut.substr(0, cut.size() - 1), FailureClass::ServerError},
        {"truncated after a backslash", 500, R"({"error":{"message":"insufficient balance\)", FailureClass::BalanceGone},
        {"numbers out of range", 429, huge, FailureClass::RateLimited},
        {"one long text", 500, many, FailureClass::ServerError},
        {"binary data", 500, std::string("\xff\xfe") + std::string(1, 0) + "\x01", FailureClass::ServerError},
        {"NUL", 429, R"({"error":"a)" + std::string(1, 0) + R"(b"})", FailureClass::RateLimited},
        {"a page", 503, "<!DOCTYPE html><TITLE>Service Overloaded", FailureClass::Overloaded},
        {"an unclosed page", 500, "<title>", FailureClass::ServerError},
        {"other types", 500, R"({"error":[{"message":{"message":[1,2,{"code":{}}]}}],"code":[],"type":7.5e300})", FailureClass::ServerError},
        {"only white space", 500, std::string(20000, ' '), FailureClass::ServerError},
    }));
    CAPTURE(row.name);
    const Verdict verdict = judge(*builtIn(), row.status, row.body);
    CHECK(verdict.failure == row.failure);
    CHECK(verdict.message.size() <= 2000);
    CHECK(parseJson(toText(Json(verdict.message)))->get<std::string>() == verdict.message);
    CHECK(std::none_of(verdict.message.begin(), verdict.message.end(), [](char c) { return c >= 0 && c < ' '; }));
    CHECK(verdict.limitedFor.value_or(Milliseconds(1)) > Milliseconds(0));
    CHECK(verdict.limitedFor.value_or(Milliseconds(0)) <= std::chrono::hours(7 * 24));
}

TEST_CASE("recognises refused accounts in a 400, and leaves the client's own mistakes to it")
{
    struct Row {
        const char* message;
        std::optional<FailureClass> failure; ///< empty: the client's mistake
    };
    const auto row = GENERATE(values<Row>({
        {"您的账户当前处于非激活状态，请检查账户信息", FailureClass::KeyRejected}, // Zhipu, 1110
        {"Consumer 'api_key:AIza' has been suspended.", FailureClass::KeyRejected},
        {"The account associated with this API key is under review", FailureClass::KeyRejected},
        {"account not certified", FailureClass::KeyRejected},
        {"Your IP address is not in the allowlist of this API key", FailureClass::KeyRejected},
        {"您的 IP 不在白名单内", FailureClass::KeyRejected},
        {"由于您的账号存在异常行为，服务已暂停", FailureClass::KeyRejected},
        {"Please bind a payment method first", FailureClass::BalanceGone},
        {"Phone number verification is required before using the API", FailureClass::KeyRejected},
        {"该模型未开通，请先开通", FailureClass::ModelMissing},
        {"Unsupported country, region, or territory", FailureClass::Unreachable},
        {"API access is disabled for your account. Accept the terms of service first.", FailureClass::KeyRejected},
        {"'messages' must contain the word 'json'", std::nullopt},
        {"Unknown parameter: 'consumer'", std::nullopt},
        {"The image is under review size limits", std::nullopt},
        {"Invalid tool: get_account_status", std::nullopt},
    }));
    CAPTURE(row.message);
    CHECK(judge(*builtIn(), 400, toText(Json{{"error", {{"message", row.message}}}}), "openai-compatible").failure == row.failure);
}

TEST_CASE("rejects an invalid rule file and names the rule")
{
    const std::string classes = [] {
        Json all = Json::object();
        for (std::size_t i = 0; i < config::kFailureClasses; ++i)
            all[std::string(toText(static_cast<FailureClass>(i)))] = {{"then", "next_key"}, {"rests", "key"}};
        return R"({"classes":)" + toText(all) + R"(,"rules":[)";
    }();
    struct Row {
        const char* rule;
        const char* problem; ///< empty: valid
    };
    const auto row = GENERATE(values<Row>({
        {R"({"name":"a","class":"timeout","status":[429,"4xx",[500,599]],"words":["X"]})", ""},
        {R"({"name":"a","class":"client_error"})", ""},
        {R"({"class":"timeout"})", "name"},
        {R"({"name":"mine","class":"tired"})", "mine"},
        {R"({"name":"mine","class":"timeout","status":[42]})", "mine"},
        {R"({"name":"mine","class":"timeout","status":["xxx"]})", "mine"},
        {R"({"name":"mine","class":"timeout","status":[[500]]})", "mine"},
        {R"({"name":"mine","class":"timeout","status":[[599,500]]})", "mine"},
        {R"({"name":"mine","class":"timeout","words":[""]})", "mine"},
        {R"({"name":"mine","class":"timeout","words":"x"})", "mine"},
        {R"({"name":"mine","class":"timeout","rests":"never"})", "mine"},
        {"7", "name"},
    }));
    CAPTURE(row.rule);
    const auto rules = FailureRules::parse(classes + row.rule + "]}");
    CHECK(rules.has_value() == (*row.problem == 0));
    if (!rules)
        CHECK(rules.error().text().find(row.problem) != std::string::npos);
    CHECK_FALSE(FailureRules::parse(""));
    CHECK_FALSE(FailureRules::parse("{}"));
    CHECK_FALSE(FailureRules::parse(R"({"classes":{},"rules":[]})"));
}

TEST_CASE("ignores phrases of the request that an error repeats")
{
    const char* const said = GENERATE("Rate limit reached, try again in 600000s", "insufficient balance", "余额不足",
                                      "invalid api key", "insufficient_quota");
    CAPTURE(said);
    const int status = GENERATE(400, 404, 422);
    const std::string body = Json{{"error", {{"message", "Invalid value for stop: " + std::string(said)}}}}.dump();
    const Json request{{"model", "m"}, {"stop", said}};
    const auto judged = [&](int with, const std::string& asked) {
        return builtIn()->judge(with, {}, body, "openai-compatible", kNow, "up", asked);
    };
    const auto quoted = judged(status, request.dump());
    CHECK((!quoted.failure || *quoted.failure == FailureClass::ModelMissing));
    CHECK_FALSE(quoted.limitedFor);
    CHECK(judged(status, request.dump(-1, ' ', true)).failure == quoted.failure); // "\\u4f59", as some clients write it
    CHECK(judged(400, R"({"model":"m"})").failure.has_value());
    CHECK(judged(429, request.dump()).failure.has_value());
}

TEST_CASE("every account reason of a rule can be translated")
{
    int reasons = 0;
    for (const FailureRule& rule : builtIn()->rules()) {
        if (rule.reason.empty())
            continue;
        ++reasons;
        CAPTURE(rule.reason);
        const Sentence said = reasonOfAnswer(403, rule.reason);
        REQUIRE(said.values.size() == 2);
        CHECK(toText(said) == "403: " + rule.reason);
        CHECK(said.values.back().pattern == rule.reason);
    }
    CHECK(reasons > 0);
}
