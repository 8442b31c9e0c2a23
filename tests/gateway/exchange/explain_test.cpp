#include "gateway/exchange/explain.h"

#include "gateway/exchange/attempts/access_choice.h"
#include "gateway/providers/catalog.h"

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
