#include "whole_exchange.h"

#include "gateway/evaluation/experiments/arm_choice.h"
#include "gateway/exchange/explain.h"
#include "gateway/exchange/experiment_choice.h"
#include "gateway/secrets/consumer_key.h"

#include <map>
#include <optional>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::exchange;

namespace {

/// The route "alias" to `first`, `second` and `third`, with an experiment between the first two.
config::Settings experimenting(double shareOfSecond)
{
    config::Settings settings = routedTo({providerOf("first", 1), providerOf("second", 1), providerOf("third", 1)});
    settings.routes[0].experiment = config::ExperimentSettings{"cheaper", {{0, 1 - shareOfSecond}, {1, shareOfSecond}}};
    return settings;
}

SnapshotInputs inputsWith(const config::Settings& settings, const evaluation::ExperimentStanding& standing)
{
    SnapshotInputs inputs = inputsFor(settings);
    inputs.experiments["cheaper"] = standing;
    return inputs;
}

/// What became of one request.
struct Assigned {
    std::vector<std::string> hosts; ///< that were asked, in order
    std::string experiment;
    std::size_t arm = 0;
};

Assigned ask(WholeExchange& exchange, const std::string& session, const std::string& body = askWhole(), const std::string& path = kChatPath)
{
    if (!session.empty())
        exchange.client.head().headers.set("x-session-id", session);
    exchange.start(body, path);
    exchange.waitForEnd();
    const usage::ExchangeRecord& record = exchange.record();
    return {exchange.upstreams.hosts(), record.experiment, record.experimentArm};
}

Assigned ask(const config::Settings& settings, const std::string& session, const evaluation::ExperimentStanding& standing = {})
{
    WholeExchange exchange(settings, inputsWith(settings, standing));
    for (const char* const host : {"first", "second", "third"})
        exchange.upstreams.script(host, wholeReply("Hello"));
    return ask(exchange, session);
}

Question questionOf(const std::string& session)
{
    Question question;
    question.body = askWhole();
    if (!session.empty())
        question.headers = {{"x-session-id", session}};
    return question;
}

Explanation explained(const config::Settings& settings, const std::string& session, const evaluation::ExperimentStanding& standing = {})
{
    const ServicesFixture gateway(settings, inputsWith(settings, standing));
    return explain(questionOf(session), *gateway.snapshot, gateway.balancer, gateway.health, gateway.clock);
}

} // namespace

TEST_CASE("sends each session to the arm of its own and divides sessions by the shares")
{
    const config::Settings settings = experimenting(0.3);
    std::map<std::size_t, int> sessions;
    constexpr int kSessions = 200;
    for (int i = 0; i < kSessions; ++i) {
        const std::string session = "talk-" + std::to_string(i);
        const Assigned assigned = ask(settings, session);
        CAPTURE(session);
        REQUIRE(assigned.experiment == "cheaper");
        CHECK(assigned.arm == evaluation::armFor("cheaper", session, 0.3));
        CHECK(assigned.hosts == std::vector<std::string>{assigned.arm == 0 ? "first" : "second"});
        if (i % 10 == 0)
            CHECK(ask(settings, session).arm == assigned.arm); // a later request of the session
        ++sessions[assigned.arm];
    }
    CHECK(sessions[1] > kSessions * 0.15);
    CHECK(sessions[1] < kSessions * 0.45);
}

TEST_CASE("assigns a request without a session by its own id")
{
    const config::Settings settings = experimenting(0.5);
    WholeExchange exchange(settings, inputsWith(settings, {}));
    for (const char* const host : {"first", "second"})
        exchange.upstreams.script(host, wholeReply("Hello"));
    const Assigned assigned = ask(exchange, {});
    CHECK(assigned.experiment == "cheaper");
    CHECK(assigned.arm == evaluation::armFor("cheaper", exchange.record().id, 0.5));
}

TEST_CASE("a request that falls back stays with its arm")
{
    const config::Settings settings = experimenting(1);
    WholeExchange exchange(settings, inputsWith(settings, {}));
    exchange.upstreams.script("second", errorReply(500));
    exchange.upstreams.script("first", wholeReply("Hello"));
    const Assigned assigned = ask(exchange, "talk-1");
    CHECK(assigned.hosts == std::vector<std::string>{"second", "first"}); // the others in their own order
    CHECK(assigned.arm == 1);
    CHECK(exchange.client.status() == 200);
    CHECK(exchange.record().provider == "first");
}

TEST_CASE("all requests go to the arm that takes all")
{
    const config::Settings settings = experimenting(0.5);
    evaluation::ExperimentStanding standing;
    standing.takesAll = GENERATE(std::size_t{0}, std::size_t{1});
    standing.isChosen = GENERATE(false, true);
    for (int i = 0; i < 8; ++i)
        CHECK(ask(settings, "talk-" + std::to_string(i), standing).arm == *standing.takesAll);
}

TEST_CASE("a request that cannot be assigned takes no part")
{
    struct Row {
        const char* name;
        void (*change)(config::Settings& settings);
        std::string body = askWhole();
        const char* reason = nullptr;
        bool isRunning = true;
    };
    const auto row = GENERATE(values<Row>({
        {"no experiment", [](config::Settings& settings) { settings.routes[0].experiment.reset(); }},
        {"an experiment that does not run", [](config::Settings&) { }, askWhole(), "it does not run; signalboxd experiment list says why", false},
        {"a provider that is off", [](config::Settings& settings) { settings.providers[0].enabled = false; }, askWhole(), "the target of arm 0 is disabled, or not available to this consumer"},
        {"a provider of others", [](config::Settings& settings) {
             settings.consumers.emplace_back().name = "ide";
             settings.providers[1].consumers = {"ide"};
         }, askWhole(), "the target of arm 1 is disabled, or not available to this consumer"},
        {"a weight of none", [](config::Settings& settings) { settings.routes[0].targets[1].weight = 0; }, askWhole(), "the target of arm 1 is disabled, or not available to this consumer"},
    }));
    CAPTURE(row.name);
    config::Settings settings = experimenting(1);
    row.change(settings);
    evaluation::ExperimentStanding standing;
    standing.isRunning = row.isRunning;
    WholeExchange exchange(settings, inputsWith(settings, standing));
    for (const char* const host : {"first", "second"})
        exchange.upstreams.script(host, wholeReply("Hello"));
    const Assigned assigned = ask(exchange, "talk-1", row.body);
    CHECK(assigned.experiment.empty());
    CHECK(exchange.client.status() == 200);
    if (row.reason)
        CHECK(toText(explained(settings, "talk-1", standing).experiment) == std::string("the request takes no part in experiment \"cheaper\": ") + row.reason);
    else
        CHECK(explained(settings, "talk-1", standing).experiment.isEmpty());
}

TEST_CASE("background responses and requests of kept conversations take no part")
{
    const config::Settings settings = experimenting(1);
    const auto body = GENERATE(R"({"model":"alias","input":"Hi","background":true})", R"({"model":"alias","input":"Hi","conversation":"conv_1"})");
    Question question;
    question.path = "/v1/responses";
    question.body = body;
    const ServicesFixture gateway(settings, inputsFor(settings));
    const Explanation explanation = explain(question, *gateway.snapshot, gateway.balancer, gateway.health, gateway.clock);
    CHECK(toText(explanation.experiment) == "the request takes no part in experiment \"cheaper\": its provider keeps the conversation or its answer");
    REQUIRE_FALSE(explanation.attempts.empty());
    CHECK(explanation.attempts.front().provider == "first");
}

TEST_CASE("requests of an evaluation run take no part")
{
    const config::Settings settings = experimenting(1);
    SnapshotInputs inputs = inputsWith(settings, {});
    const secrets::NewConsumerKey own = secrets::makeConsumerKey();
    inputs.ownKey = ConsumerKeys::digestOf(own.key.reveal());
    for (const char* const run : {"", "01KAGS5T6R6ZJHAP4WKJB4RKXD"}) {
        CAPTURE(run);
        WholeExchange exchange(settings, inputs);
        for (const char* const host : {"first", "second"})
            exchange.upstreams.script(host, wholeReply("Hello"));
        exchange.client.head().headers.set("authorization", "Bearer " + own.key.reveal());
        if (*run != '\0')
            exchange.client.head().headers.set("x-signalbox-eval-run", run);
        const Assigned assigned = ask(exchange, "talk-1");
        CHECK(exchange.record().evalRun == run);
        CHECK(assigned.experiment == (*run == '\0' ? "cheaper" : ""));
        CHECK(assigned.hosts == std::vector<std::string>{*run == '\0' ? "second" : "first"});
    }
}

TEST_CASE("explains the arm of a session")
{
    const config::Settings settings = experimenting(0.25);
    std::string session = "talk";
    while (evaluation::armFor("cheaper", session, 0.25) != 1)
        session += 'x';
    const Explanation explanation = explained(settings, session);
    const std::string expected = "experiment \"cheaper\": session \"" + session + "\" is assigned to arm 1 (second/m-second), as 25 % of sessions are";
    CHECK(toText(explanation.experiment) == expected);
    CHECK_THAT(explanation.toText(), Catch::Contains("\nExperiment\n  " + expected + '\n'));
    CHECK(explanation.toJson()["experiment"] == expected);
    REQUIRE(explanation.attempts.size() == 3);
    CHECK(explanation.attempts[0].provider == "second");
    CHECK(explanation.attempts[1].provider == "first");
    CHECK(explanation.attempts[2].provider == "third");
}

TEST_CASE("explains an experiment without a session or with a winner")
{
    const config::Settings settings = experimenting(0.75);
    CHECK(toText(explained(settings, {}).experiment)
        == "experiment \"cheaper\": a request without a session is assigned by its own id, which it gets when it is sent: 25 % of them go to arm 0 (first/m-first) and 75 % to arm 1 "
           "(second/m-second)");
    CHECK(explained(settings, {}).attempts.front().provider == "second");
    evaluation::ExperimentStanding standing;
    standing.takesAll = 0;
    CHECK(toText(explained(settings, "talk-1", standing).experiment)
        == "experiment \"cheaper\" has a winner: all requests go to arm 0 (first/m-first), which was shown to be better");
    standing.isChosen = true;
    CHECK(toText(explained(settings, "talk-1", standing).experiment)
        == "experiment \"cheaper\" has ended: all requests go to arm 0 (first/m-first), which was chosen as the winner");
    CHECK(explained(settings, "talk-1", standing).attempts.front().provider == "first");
}
