#include "catch.h"
#include "policy_fixture.h"

#include "gateway/config/settings/timestamp.h"
#include "gateway/core/secret.h"

#include <string>
#include <string_view>
#include <vector>

using namespace gateway;
using namespace gateway::policy;
using gateway::test::consumerNamed;
using gateway::test::passed;

namespace {

WallTime at(const char* time) { return config::parseTimestamp(time).value(); }

// A request of a consumer whose content is captured until 2026, at most 8 bytes each.
struct Captured {
    config::Settings settings;
    PolicyChains chains;
    http::RequestHead head;
    secrets::Redactor redactor{std::vector<Secret>{Secret("sk-123")}};
    usage::ExchangeRecord record;
    Request request;

    explicit Captured(const char* startedAt)
    {
        settings.consumers = {consumerNamed("off"), consumerNamed("on")};
        settings.consumers[1].capture = config::CaptureSettings{"2026-01-01T00:00:00Z", 8};
        chains = PolicyChains(settings);
        request.head = &head;
        request.caller = {"on", &settings.consumers[1]};
        request.startedAt = at(startedAt);
        request.record = &record;
        request.isRecorded = true;
        request.redactor = &redactor;
    }

    void goThrough(std::string_view body, const std::vector<std::string_view>& answer)
    {
        ChainRun run;
        run.use(chains.of(1, nullptr));
        request.body = body;
        REQUIRE(passed(run, Stage::BodyUnderstood, request));
        for (const std::string_view piece : answer)
            run.onAnswer(piece);
        run.settled(request);
    }
};

constexpr const char* kBefore = "2025-12-31T23:59:59Z";
constexpr const char* kAfter = "2026-01-01T00:00:00Z";

} // namespace

TEST_CASE("captures request and answer up to the limit and without secrets")
{
    struct Row {
        const char* body;
        std::vector<std::string_view> answer;
        const char* request;
        const char* kept;
        bool isCut;
    };
    const auto row = GENERATE(values<Row>({
        {"12345678", {"ab", "cd"}, "12345678", "abcd", false},
        {"123456789", {}, "12345678", "", true},
        {"1", {"abcdef", "ghi", "j"}, "1", "abcdefgh", true},
        {"k sk-123", {"sk", "-123!"}, "k ***", "***!", false},
    }));
    CAPTURE(row.body);
    Captured captured(kBefore);
    captured.goThrough(row.body, row.answer);
    REQUIRE(captured.record.content);
    CHECK(captured.record.content->request == row.request);
    CHECK(captured.record.content->answer == row.kept);
    CHECK(captured.record.content->isCut == row.isCut);
    CHECK(captured.record.content->expiresAt == at("2026-01-01T00:00:00Z"));
}

TEST_CASE("captures nothing after the end date or for unrecorded requests")
{
    Captured over(kAfter);
    over.goThrough("body", {"answer"});
    CHECK_FALSE(over.record.content);
    Captured unrecorded(kBefore);
    unrecorded.request.isRecorded = false;
    unrecorded.goThrough("body", {"answer"});
    CHECK_FALSE(unrecorded.record.content);
}

TEST_CASE("captures content only for the consumer configured for it")
{
    const Captured captured(kBefore);
    const PolicyChain* const on = captured.chains.of(1, nullptr);
    REQUIRE(on);
    REQUIRE(on->links().size() == 1);
    CHECK(on->links().front().row->name == "capture");
    CHECK(captured.chains.of(0, nullptr) == nullptr);
    CHECK(captured.chains.of(std::nullopt, nullptr) == nullptr);
}

TEST_CASE("explains capture with its end and limit")
{
    const Captured before(kBefore);
    CHECK(toText(before.chains.of(1, nullptr)->links().front().policy->explain(before.request).what)
        == "keeps the request and its answer until 2026-01-01T00:00:00Z, at most 8 bytes of each");
    const Captured after(kAfter);
    CHECK(toText(after.chains.of(1, nullptr)->links().front().policy->explain(after.request).what) == "keeps no content: it ended at 2026-01-01T00:00:00Z");
}

TEST_CASE("a judge gets the whole content of requests of its experiment and nothing is stored")
{
    Captured captured(kAfter);
    config::RouteSettings route;
    route.experiment = config::ExperimentSettings{"kinder", {{0, 0.5}, {1, 0.5}}, "session", "judge", false, config::ExperimentJudgeSettings{"a/judge", "Is it kind?", 5}};
    captured.settings.routes = {route, route};
    captured.settings.routes[1].experiment->measure = "latency"; // which asks no judge
    captured.chains = PolicyChains(captured.settings);
    CHECK(captured.chains.of(1, &captured.settings.routes[1]) == captured.chains.of(1, nullptr));
    const PolicyChain* const chain = captured.chains.of(0, &captured.settings.routes[0]);
    REQUIRE(chain);
    REQUIRE(chain->links().size() == 1);
    CHECK(toText(chain->links().front().policy->explain(captured.request).what)
        == "experiment \"kinder\": judge a/judge gets the request and its answer, if no other answer of its session was scored before");
    const auto goThrough = [&](const std::string& body) {
        captured.record.judged = nullptr;
        ChainRun run;
        run.use(chain);
        captured.request.body = body;
        REQUIRE(passed(run, Stage::BodyUnderstood, captured.request));
        run.onAnswer("sk-123 ");
        run.onAnswer("is it");
        run.settled(captured.request);
        return captured.record.judged;
    };
    CHECK_FALSE(goThrough("k sk-123")); // no arm was assigned
    captured.record.experiment = "kinder";
    const auto judged = goThrough("k sk-123");
    REQUIRE(judged);
    CHECK(judged->request == "k ***");
    CHECK(judged->answer == "*** is it");
    CHECK_FALSE(judged->isCut);
    CHECK(goThrough(std::string(256 * 1024 + 1, 'x'))->isCut);
    CHECK_FALSE(captured.record.content);
}
