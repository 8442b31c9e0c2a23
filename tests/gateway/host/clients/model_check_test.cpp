#include "gateway/host/clients/model_check.h"

#include "catch.h"

#include "gateway/config/settings/provider_restrictions.h"
#include "gateway/core/json/json.h"
#include "gateway/routing/matching/text_matcher.h"

#include <algorithm>

using namespace gateway;
using namespace gateway::host;

namespace {

clients::ClientEntry entryOf(const char* protocol)
{
    clients::ClientEntry entry;
    entry.id = entry.consumer = "tool";
    entry.protocol = protocol;
    return entry;
}

config::TargetSettings target(const char* model)
{
    config::TargetSettings made;
    made.provider = "p";
    made.model = model;
    return made;
}

} // namespace

TEST_CASE("builds the model check request in the client's own protocol")
{
    config::Settings settings;
    const auto path = [&](const char* protocol) { return questionFor(entryOf(protocol), "m", settings).path; };
    CHECK(path("anthropic") == "/v1/messages");
    CHECK(path("openai-responses") == "/v1/responses");
    CHECK(path("openai-chat") == "/v1/chat/completions");
    CHECK(path("gemini") == "/v1beta/models/m:generateContent");
    CHECK(parseJson(questionFor(entryOf("anthropic"), "m", settings).body)->value("model", "") == "m");
    CHECK(questionFor(entryOf("anthropic"), "m", settings).consumer == "anonymous"); // an unidentified client has no rights of its own
    settings.consumers.push_back({"tool", true, {}, {}, {}});
    CHECK(questionFor(entryOf("anthropic"), "m", settings).consumer == "tool");
}

TEST_CASE("reports the routing error of a request unless it is only a cooldown")
{
    routing::Explanation explanation;
    CHECK(whyUnanswered(explanation).isEmpty());
    explanation.error = Error{ErrorKind::NoUsableKey, "no key"};
    CHECK(whyUnanswered(explanation) == "no key");
    explanation.passedOver.push_back({"p", "m", "k", *explanation.error, true});
    CHECK(whyUnanswered(explanation).isEmpty());
}

TEST_CASE("checks a provider-prefixed model against the provider's model list if there is one")
{
    config::Settings settings;
    config::ProviderSettings provider;
    provider.id = "up";
    provider.models = {"m1", "a/b"};
    settings.providers = {provider};
    provider.id = "open";
    provider.models.reset();
    settings.providers.push_back(provider);
    CHECK(unlisted(settings, "up/none") == std::vector<std::string>{"m1", "a/b"});
    CHECK_FALSE(unlisted(settings, "up/m1"));
    CHECK_FALSE(unlisted(settings, "up/a/b"));
    CHECK_FALSE(unlisted(settings, "open/none"));
    CHECK_FALSE(unlisted(settings, "none"));
}

TEST_CASE("adds a last route for other models that applies to one client only")
{
    config::Settings settings;
    config::RouteSettings mine;
    mine.id = "other-models";
    settings.routes = {mine};
    const auto next = withOtherModels(settings, "tool", target("m"));
    REQUIRE(next.routes.size() == 2);
    CHECK(next.routes.front() == mine);
    CHECK(next.routes.back().id == "other-models-2");
    CHECK(next.routes.back().match.consumers == std::vector<std::string>{"tool"});
    CHECK(next.routes.back().targets == std::vector{target("m")});
    REQUIRE(next.routes.back().match.models.size() == 1);
    const routing::TextMatcher matcher(next.routes.back().match.models.front());
    for (const char* const name : {"claude-sonnet-4-5", "gpt-4o:latest", "m"})
        CHECK(matcher.matches(name));
    for (const char* const name : {"p/m", "openrouter/anthropic/claude", "p/", "/m", ""}) // a provider is named, or nothing
        CHECK_FALSE(matcher.matches(name));
    auto without = next;
    without.routes.pop_back();
    CHECK(without == settings); // everything else is unchanged

    SECTION("a second client shares the route")
    {
        const auto both = withOtherModels(next, "other", target("m"));
        REQUIRE(both.routes.size() == 2);
        CHECK(both.routes.back().match.consumers == std::vector<std::string>{"tool", "other"});
        CHECK(withOtherModels(both, "other", target("m")) == both);
    }
    SECTION("another target gets its own route") { CHECK(withOtherModels(next, "other", target("n")).routes.size() == 3); }
}

TEST_CASE("a route for other models takes no provider from other programs")
{
    config::Settings settings;
    config::ProviderSettings provider;
    provider.id = "p";
    settings.providers = {provider};
    config::ConsumerSettings consumer;
    consumer.name = "tool";
    settings.consumers = {consumer};
    const bool isReserved = GENERATE(false, true);
    CAPTURE(isReserved);
    if (isReserved) settings.providers.front().consumers = {"tool"};
    const auto before = settings;
    CHECK(isForEverybody(settings, "tool", target("m")) == !isReserved);
    clients::AddedRoute added{{}, "p", "m"};
    REQUIRE(addOtherModels(settings, "tool", added));
    CHECK(settings.routes.back().match.consumers.empty() == !isReserved);
    CHECK(config::ProviderRestrictions(settings).allowDirectly(0, "anonymous") == !isReserved);
    clients::AddedRoute again{{}, "p", "m"};
    CHECK(addOtherModels(settings, "other", again) == isReserved); // a route for everybody serves it already
    SECTION("removed with the only program") { CHECK(removeOtherModels(settings, "tool", added) == RouteEnd::Removed); }
    SECTION("kept while there are other consumers")
    {
        consumer.name = "other";
        settings.consumers.push_back(consumer);
        CHECK(removeOtherModels(settings, "tool", added) == (isReserved ? RouteEnd::Removed : RouteEnd::Shared));
        CHECK(settings.routes.size() == 1);
    }
    SECTION("nothing else is changed")
    {
        settings.routes.clear();
        CHECK(settings == before);
    }
}

TEST_CASE("a model is unserved only if no target exists and its target is the first attempt")
{
    routing::Explanation explanation;
    CHECK_FALSE(isUnserved(explanation));
    explanation.error = Error{ErrorKind::NoUsableTarget, "rests"};
    CHECK_FALSE(isUnserved(explanation));
    explanation.error = Error{ErrorKind::ModelNotFound, "no"};
    CHECK(isUnserved(explanation));
    CHECK_FALSE(targetOf(explanation));
    explanation.attempts = {{"p", "m", {}}, {"q", "n", {}}};
    CHECK(targetOf(explanation) == target("m"));
}

TEST_CASE("removes a route added by a set-up unless it was edited")
{
    config::Settings settings;
    const config::Settings before = settings;
    clients::AddedRoute added{{}, "p", "m"};
    REQUIRE(addOtherModels(settings, "tool", added));
    CHECK(added.id == "other-models");
    clients::AddedRoute again{{}, "p", "m"};
    CHECK_FALSE(addOtherModels(settings, "tool", again)); // it exists already

    SECTION("for the only client")
    {
        CHECK(removeOtherModels(settings, "tool", added) == RouteEnd::Removed);
        CHECK(settings == before);
        CHECK(removeOtherModels(settings, "tool", added) == RouteEnd::Gone);
    }
    SECTION("for one of two clients")
    {
        REQUIRE(addOtherModels(settings, "other", again));
        CHECK(again.id == added.id);
        CHECK(removeOtherModels(settings, "tool", added) == RouteEnd::Removed);
        CHECK(settings.routes.front().match.consumers == std::vector<std::string>{"other"});
        CHECK(removeOtherModels(settings, "tool", added) == RouteEnd::Gone);
    }
    SECTION("kept after an edit")
    {
        settings.routes.front().targets.front().weight = 2;
        const auto changed = settings;
        CHECK(removeOtherModels(settings, "tool", added) == RouteEnd::Kept);
        CHECK(settings == changed);
    }
}
