#include "catch.h"
#include "fake_gateway.h"
#include "manual_clock.h"
#include "records.h"
#include "test_language.h"

#include "gateway/routing/route_rules.h"
#include "ui/models/formatter.h"
#include "ui/models/routes/explanation_text.h"
#include "ui/models/routes/verdict_text.h"

using gateway::routing::Explanation;
using ui::models::ExplanationText;
using ui::models::FailedAnswer;
using ui::models::VerdictText;

namespace {

constexpr gateway::WallTime kNow{std::chrono::hours{490000}};

struct ExplanationTextWorld {
    FakeOf<gateway::host::Configuration, gateway::host::Providers, gateway::host::Diagnosis> gateway;
    ExplanationTextWorld()
    {
        gateway.addProvider("deepseek");
        gateway.addProvider("qwen");
        gateway.m_settings.routes = {twoTargetRoute()};
    }
    std::string explained(const Explanation& explanation) const
    {
        return toText(ExplanationText::sections(explanation, gateway.settings(), gateway.catalog())).toStdString();
    }
    std::string judged(const FailedAnswer& answer) const
    {
        const auto verdict = gateway.judge(answer);
        return toText(VerdictText::sections(verdict, *gateway.failureRules(), gateway.settings().failures, kNow)).toStdString();
    }
};

std::string until(std::chrono::seconds later)
{
    return ui::models::Formatter().time(ui::models::Formatter::local(kNow + later)).toStdString();
}

} // namespace

TEST_CASE("describes an explanation")
{
    const Language language("en");
    const ExplanationTextWorld world;
    CHECK(world.explained(explainedRequest(kNow))
          == "Route\n  gpt-4o, takes the request\nAttempts, in this order\n  Qwen (Alibaba) · "
             "qwen-plus, key “main”, priority 0 · weight 1, weighted round robin · $0.40 in, $1.20 out per million tokens\nSkipped\n  DeepSeek · gpt-4o, key "
             "“main”, cooling down until "
                 + until(std::chrono::seconds{42})
                 + " after: rate limit\n"
                   "After a failure\n"
                   "  another target is tried after: rate limit\n"
                   "Other routes\n  claude-sonnet, it does not match the model\n  fast, it is disabled");
}

TEST_CASE("an explanation shows the failure rules that it was made with, in the language of the window")
{
    ExplanationTextWorld world;
    world.gateway.m_settings.routes.front().id = "gpt-4o";
    auto& fallback = world.gateway.m_settings.routes.front().fallback;
    fallback.on = {gateway::config::FailureClass::RateLimited, gateway::config::FailureClass::Timeout};
    fallback.statuses = {418};
    fallback.retries = 2;
    fallback.deadline_ms = 20000;
    fallback.hedgeAfter_ms = 700;
    fallback.retryOnFailureWithin_ms = 40;
    fallback.allowDegraded = fallback.continuePartial = true;
    Explanation explanation = explainedRequest(kNow);
    explanation.rules = gateway::routing::routeListOf(world.gateway.settings())->rulesOf("gpt-4o");
    fallback = {}; // changed since
    {
        const Language language("en");
        CHECK_THAT(world.explained(explanation), Catch::Contains("After a failure\n  another target is tried after: rate limit, timeout, status 418\n"
            "  attempts per request: at most 8; retries of the same target: at most 2, the first after 500 ms\n  all attempts end after 20000 ms\n"));
    }
    const Language language("zh_CN");
    CHECK_THAT(world.explained(explanation), Catch::Contains("失败之后\n  出现以下情况时尝试其他目标：限流、超时、状态 418\n"
        "  每个请求最多尝试 8 次，同一目标最多重试 2 次，首次在 500 毫秒后\n  所有尝试在 20000 毫秒后结束\n  仅重试在 40 毫秒内失败的尝试\n"
        "  并行请求：700 毫秒后同时尝试下一个目标\n  中断的流由下一个目标续写\n  可以使用缺少某项能力的目标\n"));
}

TEST_CASE("an explanation says which earlier requests the order depends on")
{
    const ExplanationTextWorld world;
    Explanation explanation = explainedRequest(kNow);
    explanation.order = {"%1; %2", {gateway::Sentence("among targets with priority %1, %2", {std::string("0"), gateway::Sentence("weighted round robin: they take turns")}),
        gateway::Sentence("the keys of %1 take turns", {std::string("qwen")})}};
    {
        const Language language("en");
        CHECK_THAT(world.explained(explanation), Catch::Contains("The order depends on earlier requests: among targets with priority 0, weighted round robin: they take turns; the keys of qwen take turns\n"));
    }
    const Language language("zh_CN");
    CHECK_THAT(world.explained(explanation), Catch::Contains("顺序取决于先前的请求：优先级为 0 的目标中，加权轮询：轮流使用；qwen 的密钥轮流使用\n"));
}

TEST_CASE("an explanation counts the routes that were left for one reason")
{
    const int count = GENERATE(4, 19);
    const Language language("en");
    const ExplanationTextWorld world;
    Explanation explanation = explainedRequest(kNow);
    explanation.attempts.clear();
    const auto other = explanation.routes[1];
    explanation.routes.clear();
    for (int i = 1; i <= count; ++i) {
        explanation.routes.push_back(other);
        explanation.routes.back().id = "r" + std::to_string(i);
    }
    CHECK_THAT(world.explained(explanation), Catch::Contains("Other routes\n  " + std::string(count == 4 ? "r1, r2, r3, r4" : "r1, r2, r3 and 16 more")
        + ", it does not match the model"));
}

TEST_CASE("an explanation shows a target pinned to top")
{
    const Language language("en");
    const ExplanationTextWorld world;
    Explanation explanation = explainedRequest(kNow);
    explanation.attempts.front().place->isFirst = true;
    CHECK_THAT(world.explained(explanation), Catch::Contains("pinned to top · priority 0 · weight 1"));
}

TEST_CASE("an explanation names a skipped endpoint")
{
    const ExplanationTextWorld world;
    Explanation explanation = explainedRequest(kNow);
    {
        const Language language("en");
        CHECK_THAT(world.explained(explanation), !Catch::Contains("skipped"));
        explanation.attempts.front().leftPath = "/v1/responses";
        CHECK_THAT(world.explained(explanation), Catch::Contains(" · /v1/responses is skipped: the provider recently refused this endpoint"));
        explanation.attempts.front().place.reset();
        CHECK_THAT(world.explained(explanation), Catch::Contains("/v1/responses is skipped"));
    }
    const Language language("zh_CN");
    CHECK_THAT(world.explained(explanation), Catch::Contains("跳过 /v1/responses"));
}

TEST_CASE("an explanation shows what each policy does")
{
    const ExplanationTextWorld world;
    Explanation explanation = explainedRequest(kNow);
    explanation.policies = {
        {"permission", {"before the plan"}, {"refused: %1", {gateway::Sentence("Consumer \"%1\" may not use route \"%2\".", {std::string("ci"), std::string("fast")})}}, true},
        {"capture", {"settled"}, {"keeps no content: it ended at %1", {std::string("2026-01-01T00:00:00Z")}}}};
    const auto shown = [&] { return ExplanationText::sections(explanation, world.gateway.settings(), world.gateway.catalog())[1]; };
    {
        const Language language("en");
        CHECK_THAT(world.explained(explanation), Catch::Contains("takes the request\nPolicies\n  Permissions, refused: Consumer \"ci\" may not use route \"fast\".\n"
            "  Stored content, keeps no content: it ended at 2026-01-01T00:00:00Z\nAttempts"));
        CHECK(shown().lines[0].status == QStringLiteral("error"));
        CHECK(shown().lines[1].status == QStringLiteral("ok"));
    }
    const Language language("zh_CN");
    CHECK_THAT(world.explained(explanation), Catch::Contains("策略\n  权限, 已拒绝：调用方“ci”无权使用路由“fast”。\n  保存请求内容, 不保存内容：已于 2026-01-01T00:00:00Z 结束"));
}

TEST_CASE("an explanation shows the hours of a price")
{
    const Language language("en");
    const ExplanationTextWorld world;
    Explanation explanation = explainedRequest(kNow);
    explanation.attempts.front().place->priceFactor = 0.5;
    explanation.attempts.front().place->priceHours = "16:30-00:30 UTC";
    CHECK_THAT(world.explained(explanation),
               Catch::Contains("$0.40 in, $1.20 out per million tokens · 0.5 × the regular price (16:30-00:30 UTC)\n"));
}

TEST_CASE("explains a request that is not served")
{
    const Language language("en");
    const ExplanationTextWorld world;
    Explanation explanation;
    explanation.error = gateway::Error{gateway::ErrorKind::InvalidRequest, "The body is not JSON."};
    CHECK(world.explained(explanation) == "Response to client\n  400 invalid_request, The body is not JSON.");
    explanation.error = gateway::Error{gateway::ErrorKind::ModelNotFound, "No model is called \"x\"."};
    explanation.model = "x";
    CHECK(world.explained(explanation) == "Response to client\n  404 model_not_found, No model is called \"x\".\nRoute\n  No route matches");
}

TEST_CASE("the sample body matches a route")
{
    const Language language("en");
    ExplanationTextWorld world;
    CHECK(ExplanationText::sampleModel(world.gateway.settings()) == QStringLiteral("deepseek-chat"));
    world.gateway.m_settings.routes.front().match.models = {{gateway::config::TextMatch::Kind::Prefix, "gpt-4o"}};
    CHECK(ExplanationText::sampleModel(world.gateway.settings()) == QStringLiteral("gpt-4o"));
    world.gateway.m_settings.routes.front().enabled = false;
    CHECK(ExplanationText::sampleModel(world.gateway.settings()) == QStringLiteral("demo"));
}

TEST_CASE("the sample body matches the selected route")
{
    using gateway::config::TextMatch;
    struct Row {
        const char* name;
        std::vector<TextMatch> models;
        const char* route;
        const char* model;
    };
    const auto row = GENERATE(values<Row>({
        {"its name", {{TextMatch::Kind::Exact, "fast"}}, "second", "fast"},
        {"its first exact name", {{TextMatch::Kind::Regex, "x.*"}, {TextMatch::Kind::Exact, "slow"}}, "second", "slow"},
        {"a name with its prefix", {{TextMatch::Kind::Prefix, "fast-"}}, "second", "fast-chat"},
        {"it matches any name", {}, "second", "demo"},
        {"an unknown route", {{TextMatch::Kind::Exact, "fast"}}, "third", "deepseek-chat"},
    }));
    CAPTURE(row.name);
    const Language language("en");
    ExplanationTextWorld world;
    auto second = twoTargetRoute();
    second.id = "second";
    second.enabled = false; // a disabled route can be explained, too
    second.match.models = row.models;
    world.gateway.m_settings.routes.push_back(second);
    CHECK(ExplanationText::sampleModel(world.gateway.settings(), row.route).toStdString() == row.model);
    CHECK_THAT(ExplanationText::sampleBody(QString::fromUtf8(row.model)).toStdString(), Catch::Contains(std::string("\"model\": \"") + row.model + '"'));
}

TEST_CASE("describes a failure classification")
{
    const Language language("en");
    ExplanationTextWorld world;
    world.gateway.m_settings.failures.rules = ownRules();
    SECTION("by a built-in rule with a time")
    {
        const std::string text = world.judged({429, {{"Retry-After", "20"}}, R"({"error":{"message":"slow down"}})", "openai", {}});
        CHECK_THAT(text, Catch::StartsWith("Failure class\n  rate limit, slow down\nDecided by\n  "));
        CHECK_THAT(text, Catch::Contains("built in\nThen\n  Immediate cooldown: key for this model"));
        CHECK_THAT(text, Catch::EndsWith("The provider asks to retry after " + until(std::chrono::seconds{20}) + ", in 20 s"));
    }
    SECTION("by a custom rule that names a provider by its id")
    {
        world.gateway.addProvider("openai", "work");
        world.gateway.m_settings.failures.rules[0].provider = "work";
        const FailedAnswer answer{403, {}, R"({"error":{"message":"Your daily plan is used up"}})", "openai", "work"};
        CHECK_THAT(world.judged(answer), Catch::Contains("rate limit, Your daily plan is used up\nDecided by\n  team-plan-used, custom"));
        CHECK_THAT(world.judged(answer), Catch::Contains("Immediate cooldown: key;"));
    }
    SECTION("invalid request")
    {
        const std::string text = world.judged({400, {}, R"({"error":{"message":"temperature must be a number"}})", "openai", {}});
        CHECK_THAT(text, Catch::Contains("invalid request"));
        CHECK_THAT(text, Catch::Contains("This response is sent to the client"));
    }
}

TEST_CASE("parses pasted headers")
{
    const auto headers = ui::models::headersOf(QStringLiteral("HTTP/1.1 429 Too Many Requests\nRetry-After: 20\r\nx-a:b:c\n\n: none"));
    REQUIRE(headers.size() == 2);
    CHECK(headers[0] == std::pair<std::string, std::string>("Retry-After", "20"));
    CHECK(headers[1] == std::pair<std::string, std::string>("x-a", "b:c"));
}
