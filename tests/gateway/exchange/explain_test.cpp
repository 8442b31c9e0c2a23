#include "gateway/exchange/explain.h"

#include "gateway/exchange/attempts/access_choice.h"
#include "gateway/providers/catalog.h"
#include "gateway/providers/secret_uses.h"

#include "catch.h"
#include "manual_clock.h"

using namespace gateway;
using namespace gateway::exchange;

namespace {

constexpr const char* kPlain = R"({"model":"up/m","store":false,"input":"Hi"})";
constexpr const char* kSearching = R"({"model":"up/m","store":false,"input":"Hi","tools":[{"type":"function","name":"f"},{"type":"mcp","server_label":"l"}]})";

Explanation explained(const char* body, const MissingEndpoints& missing, const Clock& clock)
{
    static const auto catalog = providers::Catalog::load().value();
    config::Settings settings;
    config::ProviderSettings& up = settings.providers.emplace_back();
    up.id = "up";
    up.type = "vllm";
    up.baseUrl = "http://127.0.0.1:1/v1";
    up.models = std::vector<std::string>{"m"};
    const auto snapshot = makeSnapshot(std::move(settings), *catalog, {});
    const routing::Health health(clock, [] {});
    Question question;
    question.path = "/v1/responses";
    question.body = body;
    return explain(question, *snapshot, routing::Balancer(), health, clock, missing);
}

} // namespace

TEST_CASE("an explanation shows a skipped endpoint and the one used instead")
{
    const ManualClock clock;
    const std::string endpoint = MissingEndpoints::keyOf("up", "http://127.0.0.1:1", "/v1/responses");
    struct Row { std::string learned; const char* body; bool isLeft; };
    const auto row = GENERATE_COPY(values<Row>({
        {{}, kPlain, false},
        {endpoint, kPlain, true},
        {endpoint, kSearching, true},
        {endpoint + "\nm\nmcp", kSearching, true},
        {endpoint + "\nm\nmcp", kPlain, false},
        {endpoint + "\nm\nshell", kSearching, false},
        {endpoint + "\nother\nmcp", kSearching, false}}));
    CAPTURE(row.learned, row.body);
    MissingEndpoints missing;
    if (!row.learned.empty())
        missing.learn(row.learned, clock.now());
    const Explanation explanation = explained(row.body, missing, clock);
    CAPTURE(explanation.toText());
    REQUIRE(explanation.attempts.size() == 1);
    CHECK(explanation.attempts[0].format == (row.isLeft ? "openai-chat" : "openai-responses"));
    CHECK(explanation.attempts[0].isTranslated == row.isLeft);
    CHECK(explanation.attempts[0].leftPath == (row.isLeft ? "/v1/responses" : ""));
    const std::string words = "POST /v1/responses is skipped for some minutes";
    CHECK((explanation.toText().find(words) != std::string::npos) == row.isLeft);
    CHECK(explanation.toJson()["attempts"][0].contains("left_path") == row.isLeft);
}

TEST_CASE("an explanation says which key is left for later because of its plan")
{
    const ManualClock clock;
    static const auto catalog = providers::Catalog::load().value();
    config::Settings settings;
    for (const char* id : {"up", "down"}) {
        config::ProviderSettings& provider = settings.providers.emplace_back();
        provider.id = id;
        provider.type = "openai-compatible";
        provider.baseUrl = "http://127.0.0.1:1/v1";
        provider.keys = {{"main", std::string("env:") + id}};
        provider.plan.avoidAt = 95;
    }
    config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "both";
    route.fallback.avoidAt = 90;
    for (const char* id : {"up", "down"}) {
        config::TargetSettings& target = route.targets.emplace_back();
        target.provider = id;
        target.model = "m";
        target.priority = id == std::string("up") ? 1 : 0;
    }
    SnapshotInputs inputs;
    inputs.secrets = {{"env:up", Secret("sk-1")}, {"env:down", Secret("sk-2")}};
    inputs.approved.addAll(providers::secretUses(settings, *catalog));
    const auto snapshot = makeSnapshot(std::move(settings), *catalog, inputs);
    const routing::Health health(clock, [] {});
    routing::PlanBook book;
    book.take("up", "main", {{"week", 91, WallTime{std::chrono::seconds{4'000'000'000}}}}, clock.wallNow());
    Question question;
    question.body = R"({"model":"any","messages":[{"role":"user","content":"Hi"}]})";
    const Explanation explanation = explain(question, *snapshot, routing::Balancer(), health, clock, {}, &book);
    CAPTURE(explanation.toText());
    REQUIRE(explanation.attempts.size() == 2);
    CHECK(explanation.attempts[0].provider == "down");
    CHECK(explanation.attempts[1].provider == "up");
    REQUIRE(explanation.passedOver.size() == 1);
    CHECK(explanation.passedOver[0].isAvoided);
    CHECK(explanation.passedOver[0].why.text()
        == "Key \"main\" of provider \"up\" has used 91 percent of its plan (window week). From 90 percent on, it is used only if no other target can answer. It resets at 2096-10-02 07:06:40 UTC.");
    CHECK(explanation.rules.size() == 3);
    CHECK(toText(explanation.rules.back()) == "keys are avoided from 90 percent of their plan on");
}

TEST_CASE("an explanation shows what staying in a warm prompt cache costs and what moving costs")
{
    const ManualClock clock;
    static const auto catalog = providers::Catalog::load().value();
    config::Settings settings;
    config::RouteSettings& route = settings.routes.emplace_back();
    route.id = "cheap";
    route.balancer.algorithm = "cheapest";
    for (const char* id : {"cheap", "dear"}) {
        config::ProviderSettings& provider = settings.providers.emplace_back();
        provider.id = id;
        provider.type = "vllm";
        provider.baseUrl = "http://127.0.0.1:1/v1";
        route.targets.emplace_back().provider = id;
        route.targets.back().model = "m";
        config::PriceSettings& price = settings.usage.prices.emplace_back();
        price.provider = id;
        price.model = "m";
        price.input = price.output = id == std::string("cheap") ? 2 : 3;
        price.cachedInput = *price.input / 10;
    }
    const auto snapshot = makeSnapshot(std::move(settings), *catalog, {});
    const routing::Health health(clock, [] {});
    Question question;
    question.body = R"({"model":"any","messages":[{"role":"user","content":"Hi"}]})";
    question.headers = {{"x-session-id", "s"}};
    routing::Balancer balancer;
    protocol::TokenUsage used;
    used.origin = protocol::UsageOrigin::Reported;
    used.input = Tokens{0};
    used.cachedInput = Tokens{100'000};
    http::RequestHead head;
    head.headers.set("x-session-id", "s");
    routing::RequestFacts facts;
    facts.model = "any";
    facts.consumer = "anonymous";
    facts.head = &head;
    balancer.caches().take(routing::cachedConversationOf("cheap", facts), {"dear", "m", ""}, used, clock.now());
    const Explanation explanation = explain(question, *snapshot, balancer, health, clock, {});
    CAPTURE(explanation.toText());
    REQUIRE(explanation.attempts.size() == 2);
    CHECK(explanation.attempts[0].provider == "dear");
    const std::string text = explanation.toText();
    CHECK(text.find("its prompt cache holds about 100000 tokens of this conversation: staying costs about $0.03") != std::string::npos);
    CHECK(text.find("moving here costs about $0.20, staying with dear/m, whose prompt cache holds about 100000 tokens of this conversation, about $0.03") != std::string::npos);
    CHECK(explanation.toJson()["attempts"][1]["place"]["move_cost"] == 0.2);
    CHECK(explain(question, *snapshot, routing::Balancer(), health, clock, {}).attempts[0].provider == "cheap");
}
