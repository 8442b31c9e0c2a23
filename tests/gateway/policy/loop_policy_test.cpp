#include "catch.h"
#include "policy_fixture.h"

#include "gateway/policy/loop_book.h"

#include <optional>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::policy;
using gateway::test::passed;

namespace {

config::Settings guardedBy(std::optional<config::LoopSettings> loop)
{
    config::Settings settings;
    settings.policies.loop.emplace(std::move(loop));
    return settings;
}

/// A chat that ends with so many equal calls.
std::string repeating(int calls, const std::string& first = "Go")
{
    std::string body = R"({"model":"m","messages":[{"role":"user","content":")" + first + R"("})";
    for (int i = 0; i < calls; ++i) {
        const std::string id = "c" + std::to_string(i);
        body += R"(,{"role":"assistant","tool_calls":[{"id":")" + id + R"(","type":"function","function":{"name":"read","arguments":"{}"}}]},{"role":"tool","tool_call_id":")" + id
            + R"(","content":"no"})";
    }
    return body + "]}";
}

/// The gateway's part of a request.
struct GuardedChain {
    explicit GuardedChain(const config::Settings& configured) : settings(configured), chains(settings) {}

    Request request(const std::string& body, std::optional<protocol::Format> format = protocol::Format::OpenAiChat)
    {
        text = body + std::string(protocol::kJsonPadding, ' ');
        outline = protocol::RequestOutlineReader().read(std::string_view(text).substr(0, body.size())).value();
        Request asked;
        asked.head = &head;
        asked.caller.name = "ide";
        asked.body = std::string_view(text).substr(0, body.size());
        asked.outline = &outline;
        asked.record = &record;
        asked.loops = &loops;
        asked.conversation = format;
        return asked;
    }
    Result<void> ask(const std::string& body, std::optional<protocol::Format> format = protocol::Format::OpenAiChat)
    {
        record = {};
        ChainRun run;
        run.use(chains.of(std::nullopt, nullptr));
        return passed(run, Stage::BodyUnderstood, request(body, format));
    }

    const config::Settings settings;
    const PolicyChains chains;
    http::RequestHead head;
    protocol::RequestOutline outline;
    usage::ExchangeRecord record;
    LoopBook loops;
    std::string text;
};

} // namespace

TEST_CASE("the loop guard refuses a repeated tool call once and then lets it pass")
{
    GuardedChain asked(guardedBy(config::LoopSettings{3, config::LoopAction::Refuse}));
    CHECK(asked.ask(repeating(2)));
    const auto refused = asked.ask(repeating(3));
    REQUIRE_FALSE(refused);
    CHECK(refused.error().kind == ErrorKind::LoopSuspected);
    CHECK(refused.error().httpStatus() == 429);
    CHECK(refused.error().code() == "loop_suspected");
    CHECK(refused.error().text()
        == "The same tool call had the same result 3 times in a row, which looks like an endless loop. Send the request again to go on, or change policies.loop.");
    CHECK(asked.record.decisions.repeatedCalls == 3);
    CHECK(asked.ask(repeating(3)));
    CHECK(asked.record.decisions.repeatedCalls == 0);
    CHECK(asked.ask(repeating(5)));
    CHECK_FALSE(asked.ask(repeating(6)));
    CHECK_FALSE(asked.ask(repeating(3, "Something else"))); // another conversation
}

TEST_CASE("the loop guard warns without refusing and leaves other requests alone")
{
    GuardedChain asked(guardedBy(config::LoopSettings{3, config::LoopAction::Warn}));
    CHECK(asked.ask(repeating(3)));
    CHECK(asked.record.decisions.repeatedCalls == 3);
    CHECK(asked.ask(repeating(3)));
    CHECK(asked.record.decisions.repeatedCalls == 0);
    CHECK(asked.ask(repeating(6), std::nullopt)); // such as embeddings
    CHECK(asked.record.decisions.repeatedCalls == 0);
    CHECK(asked.ask(R"({"model":"m","messages":[{"role":"user","content":7}]})"));
}

TEST_CASE("sessions and sub-agents have loops of their own")
{
    GuardedChain asked(guardedBy(config::LoopSettings{2, config::LoopAction::Refuse}));
    asked.head.headers.set("x-claude-code-session-id", "s1");
    CHECK_FALSE(asked.ask(repeating(2)));
    CHECK(asked.ask(repeating(2, "Summarised")));
    asked.head.headers.set("x-claude-code-agent-id", "a1");
    CHECK_FALSE(asked.ask(repeating(2)));
    asked.head.headers.set("x-claude-code-session-id", "s2");
    CHECK_FALSE(asked.ask(repeating(2)));
}

TEST_CASE("the loop guard says what it would do and is not in the chain where it is off")
{
    GuardedChain asked(guardedBy(config::LoopSettings{3, config::LoopAction::Refuse}));
    const PolicyChain* const chain = asked.chains.of(std::nullopt, nullptr);
    REQUIRE(chain);
    REQUIRE(chain->links().size() == 1);
    const Policy& policy = *chain->links().front().policy;
    CHECK(toText(policy.explain(asked.request(repeating(2))).what) == "2 equal tool calls in a row; acts from 3 on");
    CHECK_THAT(toText(policy.explain(asked.request(repeating(3))).what), Catch::StartsWith("refused once: The same tool call"));
    CHECK(toText(policy.explain(asked.request(repeating(3), std::nullopt)).what) == "does not apply: the request is not a conversation");
    CHECK(GuardedChain(guardedBy(std::nullopt)).chains.of(std::nullopt, nullptr) == nullptr);
}

TEST_CASE("explains the loop guard by what it would do to the next request")
{
    GuardedChain asked(guardedBy(config::LoopSettings{3, config::LoopAction::Refuse}));
    const Policy& policy = *asked.chains.of(std::nullopt, nullptr)->links().front().policy;
    for (const int count : {2, 3, 3, 4, 5, 6, 6, 7}) {
        CAPTURE(count);
        const bool isPredicted = toText(policy.explain(asked.request(repeating(count))).what).starts_with("refused once: ");
        CHECK(asked.ask(repeating(count)).has_value() == !isPredicted);
    }
    CHECK(toText(policy.explain(asked.request(repeating(7))).what) == "7 equal tool calls in a row; has already acted on them");
    CHECK_THAT(toText(policy.explain(asked.request(repeating(9))).what), Catch::StartsWith("refused once: "));
    CHECK_THAT(toText(policy.explain(asked.request(repeating(3, "Something else"))).what), Catch::StartsWith("refused once: "));
}

TEST_CASE("the loop guard reports whom it warned or refused")
{
    const auto action = GENERATE(config::LoopAction::Warn, config::LoopAction::Refuse);
    GuardedChain asked(guardedBy(config::LoopSettings{3, action}));
    std::vector<LoopFound> found;
    asked.loops.setListener([&](const LoopFound& each) { found.push_back(each); });
    (void)asked.ask(repeating(2));
    CHECK(found.empty());
    (void)asked.ask(repeating(3));
    (void)asked.ask(repeating(4));
    REQUIRE(found.size() == 1);
    CHECK(found.front().repeats == 3);
    CHECK(found.front().isRefused == (action == config::LoopAction::Refuse));
    CHECK(toText(found.front().words()) == "Consumer \"ide\" repeats the same tool call with the same result: 3 times in a row.");
}
