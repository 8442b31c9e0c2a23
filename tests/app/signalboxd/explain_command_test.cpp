#include "app/signalboxd/explain_command.h"

#include "catch.h"

using gateway::config::FailureClassSettings;
using gateway::config::Next;
using gateway::config::Rests;

namespace {

std::string judged(const gateway::config::Settings& settings, int status, const std::string& body)
{
    app::ExplainRequest request;
    request.errorStatus = status;
    request.provider = QStringLiteral("openai");
    return app::judgementText(settings, request, body, {});
}

} // namespace

TEST_CASE("explains an error with the policy in effect")
{
    gateway::config::Settings settings;
    CHECK(judged(settings, 529, "{}")
          == "class:   overloaded\nrule:    529\nthen:    retry_same_key\nrests:   model, after several failures\n");
    settings.failures.classes.emplace_back("overloaded", FailureClassSettings{Next::NextTarget, Rests::Provider, true, 30000});
    CHECK(judged(settings, 529, "{}")
          == "class:   overloaded\nrule:    529\nthen:    next_target\nrests:   provider, for 30 s initially, at once\n");
    CHECK(judged(settings, 400, "{}").find("the client gets this answer") != std::string::npos);
}

TEST_CASE("explains an account refusal with the provider's text and a remedy")
{
    struct Row { int status; const char* body; const char* reason; const char* says; };
    const auto row = GENERATE(values<Row>({
        {400, R"({"error":{"message":"Please complete real-name verification."}})", "account not verified", "says:    Please complete real-name verification.\n"},
        {400, "您的账户已被冻结", "account suspended or restricted", "remedy:  Check the account at the provider.\n"},
        {403, R"({"error":{"message":"This organization has been disabled."}})", "account suspended or restricted", "then:    next_key\n"},
        {400, R"({"error":{"message":"User location is not supported for the API use."}})", "region not supported", "Check the account at the provider, and the regions that it supports.\n"},
        {422, "{\"error\":{\"message\":\"风控\\u001b]0;x\\u0007\\nclass: ok \\u202e\"}}", "account under risk control", "says:    风控"},
    }));
    CAPTURE(row.body);
    const std::string said = judged({}, row.status, row.body);
    CHECK_THAT(said, Catch::Contains(std::string("means:   the provider rejects the account of the key (") + row.reason + ")\n") && Catch::Contains(row.says));
    CHECK(said.find_first_of("\x1b\x07") == std::string::npos);
    CHECK(said.find("\u202e") == std::string::npos);
    CHECK(said.find("\nclass: ok") == std::string::npos);
}

TEST_CASE("explains which cooldown follows an error")
{
    gateway::config::Settings settings;
    constexpr const char* kOverCredits = R"({"error": {"message": "This request requires more credits, or fewer max_tokens."}})";
    CHECK(judged(settings, 402, kOverCredits)
          == "class:   balance_gone\nrule:    request-over-credits\nthen:    next_key\nrests:   nothing\n");
    CHECK_THAT(judged(settings, 402, "{}"), Catch::EndsWith("rests:   key, after several failures\n"));
    auto& provider = settings.providers.emplace_back();
    provider.id = provider.type = "openai";
    CHECK_THAT(judged(settings, 402, "{}"), Catch::EndsWith("rests:   key, for 5 s initially, after 3 failures within 60 s\n"));
    CHECK_THAT(judged(settings, 429, "{}"), Catch::EndsWith("rests:   key_on_model, for 1 s initially, at once\n"));
    provider.keyFailover.failureThreshold = 1;
    CHECK_THAT(judged(settings, 402, "{}"), Catch::EndsWith("after 1 failure within 60 s\n"));
    provider.keyFailover.enabled = false;
    CHECK_THAT(judged(settings, 402, "{}"), Catch::EndsWith("rests:   nothing, since key_failover of \"openai\" is off\n"));
}

TEST_CASE("names the known consumers when one is unknown")
{
    gateway::config::Settings settings;
    settings.consumers.emplace_back().name = "ide";
    for (const char* known : {"", "ide", "anonymous"})
        CHECK(app::consumerProblem(settings, known).empty());
    CHECK(app::consumerProblem(settings, "nobody")
          == "Unknown consumer \"nobody\". There are: anonymous, Signalbox, ide.");
}
