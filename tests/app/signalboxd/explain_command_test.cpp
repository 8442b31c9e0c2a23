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
