#include "gateway/exchange/attempts/attempt_usage.h"
#include "gateway/exchange/attempts/target_report.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using protocol::UsageOrigin;

TEST_CASE("bills an estimate for what was sent if usage is unknown")
{
    struct Row { const char* name; UsageOrigin origin; int input; bool wasSent; Operation operation; bool isBounded; std::optional<UsageOrigin> billed; };
    const auto row = GENERATE(values<Row>({
        {"reported", UsageOrigin::Reported, 0, false, Operation::Converse, false, UsageOrigin::Reported},
        {"input reported", UsageOrigin::Estimated, 7, false, Operation::Converse, false, UsageOrigin::Estimated},
        {"sent", UsageOrigin::Unknown, 0, true, Operation::Converse, false, UsageOrigin::Estimated},
        {"texts to embed were sent", UsageOrigin::Unknown, 0, true, Operation::Embed, false, UsageOrigin::Estimated},
        {"not sent completely", UsageOrigin::Unknown, 0, false, Operation::Converse, true, {}},
        {"no tokens in what was sent", UsageOrigin::Unknown, 0, true, Operation::PassThrough, false, {}},
        {"the same, and a limit has reserved something", UsageOrigin::Unknown, 0, true, Operation::PassThrough, true, UsageOrigin::Estimated}}));
    CAPTURE(row.name);
    protocol::TokenUsage used;
    used.origin = row.origin;
    if (row.input > 0)
        used.input = Tokens{row.input};
    const auto billed = usageOfFailed(used, row.wasSent, row.operation, row.isBounded);
    REQUIRE(billed.has_value() == row.billed.has_value());
    if (billed)
        CHECK(billed->origin == *row.billed);
}

TEST_CASE("takes the service tier from the response head if the body has none")
{
    struct Row { const char* body; const char* head; protocol::ServiceTier tier; };
    const auto row = GENERATE(values<Row>({
        {"", "priority", protocol::ServiceTier::Priority}, {"flex", "priority", protocol::ServiceTier::Flex}, {"", "", protocol::ServiceTier::Standard}}));
    http::ResponseHead head;
    if (*row.head != '\0')
        head.headers.add("x-gemini-service-tier", row.head);
    protocol::TokenUsage used;
    if (*row.body != '\0')
        used.tellTier(row.body);
    CHECK(pricedUsage(used, ClientRequest(), Provider(), &head, false).serviceTier == row.tier);
    CHECK(pricedUsage(used, ClientRequest(), Provider(), nullptr, false).serviceTier == used.serviceTier);
}

TEST_CASE("trusts a cost header only for complete answers of known providers")
{
    struct Row { bool isTrusted; bool isStream; bool isTold; };
    const auto row = GENERATE(values<Row>({{true, false, true}, {true, true, false}, {false, false, false}}));
    http::ResponseHead head;
    head.headers.add("x-litellm-response-cost", "0.25");
    Provider provider;
    if (row.isTrusted)
        provider.reportedCosts.add(protocol::CostField::LiteLlmHeader);
    CHECK(pricedUsage({}, ClientRequest(), provider, &head, row.isStream).reportedCost.has_value() == row.isTold);
}

TEST_CASE("starts no cooldown for what the client chose itself")
{
    using routing::Rests;
    using config::FailureClass;
    struct Row { const char* name; FailureClass failure; std::optional<Rests> rule; RestFacts facts; Rests rests; };
    const auto row = GENERATE(values<Row>({
        {"default of the class", FailureClass::ServerError, {}, {Rests::Provider}, Rests::Provider},
        {"from the failure rule", FailureClass::ServerError, Rests::KeyOnModel, {Rests::Provider}, Rests::KeyOnModel},
        {"a model from the route", FailureClass::ModelMissing, {}, {Rests::Model}, Rests::Model},
        {"a model from the client", FailureClass::ModelMissing, {}, {Rests::Model, true}, Rests::Nothing},
        {"rate limit of our key", FailureClass::RateLimited, {}, {Rests::Key}, Rests::Key},
        {"rate limit of the client's key", FailureClass::RateLimited, {}, {Rests::Key, false, true}, Rests::Nothing},
        {"a key in the model name", FailureClass::ServerError, {}, {Rests::KeyOnModel, false, false, true}, Rests::Nothing},
        {"a key in the model name, provider failure", FailureClass::ServerError, {}, {Rests::Provider, false, false, true}, Rests::Provider}}));
    CAPTURE(row.name);
    AttemptOutcome outcome;
    outcome.failure = row.failure;
    outcome.verdict.rests = row.rule;
    CHECK(restsAfter(outcome, row.facts) == row.rests);
}

TEST_CASE("file and batch operations start no cooldown")
{
    Target target;
    CHECK(mayRest(target));
    target.operation = "images";
    CHECK(mayRest(target));
    target.operation = "files";
    CHECK_FALSE(mayRest(target));
    target.operation = "batches";
    CHECK_FALSE(mayRest(target));
}
