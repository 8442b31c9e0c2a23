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

TEST_CASE("an error is told with the policy that is in force")
{
    gateway::config::Settings settings;
    CHECK(judged(settings, 529, "{}")
          == "class:   overloaded\nrule:    529\nthen:    retry_same_key\nrests:   model, after several failures\n");
    settings.failures.classes.emplace_back("overloaded", FailureClassSettings{Next::NextTarget, Rests::Provider, true, 30000});
    CHECK(judged(settings, 529, "{}")
          == "class:   overloaded\nrule:    529\nthen:    next_target\nrests:   provider, for 30 s at first, at once\n");
    CHECK(judged(settings, 400, "{}").find("the client gets this answer") != std::string::npos);
}

TEST_CASE("what rests after an error is told as it is")
{
    gateway::config::Settings settings;
    constexpr const char* kOverCredits = R"({"error": {"message": "This request requires more credits, or fewer max_tokens."}})";
    CHECK(judged(settings, 402, kOverCredits)
          == "class:   balance_gone\nrule:    request-over-credits\nthen:    next_key\nrests:   nothing\n");
    CHECK_THAT(judged(settings, 402, "{}"), Catch::EndsWith("rests:   key, after several failures\n"));
    auto& provider = settings.providers.emplace_back();
    provider.id = provider.type = "openai";
    CHECK_THAT(judged(settings, 402, "{}"), Catch::EndsWith("rests:   key, for 5 s at first, after 3 failures within 60 s\n"));
    CHECK_THAT(judged(settings, 429, "{}"), Catch::EndsWith("rests:   key_on_model, for 1 s at first, at once\n"));
    provider.keyFailover.failureThreshold = 1;
    CHECK_THAT(judged(settings, 402, "{}"), Catch::EndsWith("after 1 failure within 60 s\n"));
    provider.keyFailover.enabled = false;
    CHECK_THAT(judged(settings, 402, "{}"), Catch::EndsWith("rests:   nothing, since key_failover of \"openai\" is off\n"));
}

TEST_CASE("a consumer that nobody knows is named with those that there are")
{
    gateway::config::Settings settings;
    settings.consumers.emplace_back().name = "ide";
    for (const char* known : {"", "ide", "anonymous"})
        CHECK(app::consumerProblem(settings, known).empty());
    CHECK(app::consumerProblem(settings, "nobody")
          == "No consumer of the configuration is called \"nobody\". There are: anonymous, Signalbox, ide.");
}
