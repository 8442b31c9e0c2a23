#include "app/signalboxd/usage/past_exchange.h"

#include "records.h"

#include "catch.h"

#include <QTemporaryDir>

#include <sstream>

using namespace gateway;
using app::pastJson;
using app::pastText;

namespace {

constexpr WallTime kAt{Milliseconds{1'763'625'600'123}};

usage::ExchangeRecord fallback()
{
    usage::ExchangeRecord record = fallbackRecord(kAt);
    record.consumer = "ide";
    record.process = std::make_shared<const usage::ProcessName>("node cli.js");
    record.duration = Milliseconds(3215);
    record.firstByte = Milliseconds(910);
    using Route = usage::RouteList::Route;
    record.routeList = std::make_shared<const usage::RouteList>(
        std::vector<Route>{{"a", false, 0}, {"off", true, 0}, {"b", false, 0}, {"c", false, 0}, {"deepseek", false, 1}},
        std::vector<usage::RouteList::Rules>{{}, {"at most 2 attempts"}});
    record.decisions.routes = {{"it does not match the model", {{0, 1}}}, {"none of its headers match", {{2, 2}}}};
    record.attempts[0].place = usage::TargetPlace{.hasRoute = true, .priority = 1, .weight = 2, .algorithm = "roundrobin"};
    record.attempts[1].place = usage::TargetPlace{.hasRoute = true, .weight = 1, .algorithm = "roundrobin",
        .inputPrice = 0.05F, .outputPrice = 0.2F};
    record.decisions.passedOver = {{"zhipu", "glm-4", "", "Provider \"zhipu\" rests."}};
    record.decisions.isContinued = true;
    return record;
}

} // namespace

TEST_CASE("prints a past exchange as text")
{
    CHECK(pastText(fallback()) == R"(Request r1 at 2025-11-20T08:00:00.123Z from Cursor, node cli.js
Model "deepseek-chat", requested by ide

Routes
  a: it does not match the model
  off: it is disabled
  b: it does not match the model
  c: none of its headers match
> deepseek: takes the request

Attempts, in this order
  1. deepseek/deepseek-chat with key "main": priority 1, weight 2 by roundrobin; price not known
     answered with 429 after 200 ms: rate_limited
  2. qwen/qwen-turbo with key "main": priority 0, weight 1 by roundrobin; $0.05 in, $0.20 out per million tokens
     answered with 200 after 3000 ms, started 210 ms into the request

Skipped
  zhipu/glm-4: Provider "zhipu" rests.

After a failure
  at most 2 attempts

Result
  the client got 200 after 3215 ms, the first byte after 910 ms
  answered by qwen/qwen-turbo
  an interrupted stream was continued by the next target
)");
}

TEST_CASE("describes how an exchange ended")
{
    struct Row {
        const char* name;
        void (*change)(usage::ExchangeRecord&);
        const char* says;
    };
    using Record = usage::ExchangeRecord;
    const auto row = GENERATE(values<Row>({
        {"refused", [](Record& r) { r = {}; r.status = 404; r.outcome = usage::Outcome::ClientError; r.errorCode = "model_not_found"; },
         "Attempts, in this order\n  none\n\nResult\n  the client got 404 model_not_found after 0 ms\n"},
        {"with a message", [](Record& r) { r.outcome = usage::Outcome::Failed; r.status = 503; r.errorCode = "no_usable_target"; r.decisions.error = gateway::asIs("All rest."); },
         "  the client got 503 no_usable_target after 3215 ms, the first byte after 910 ms\n  why: All rest.\n"},
        {"no route", [](Record& r) { r.route.clear(); r.routeList = nullptr; r.decisions = {}; }, "\n\nRoutes\n  none\n\n"},
        {"left", [](Record& r) { r.outcome = usage::Outcome::Cancelled; }, "\n  the client disconnected after 3215 ms\n"},
        {"broke off", [](Record& r) { r.outcome = usage::Outcome::Interrupted; r.errorCode = "stream_interrupted"; },
         "\n  the answer was interrupted after 3215 ms: stream_interrupted\n"},
        {"unreachable", [](Record& r) { r.attempts[0].status = 0; r.attempts[0].reason = gateway::asIs("connection refused"); },
         "     no answer after 200 ms: rate_limited (connection refused)\n"},
        {"gave way", [](Record& r) { r.attempts[1].reason = gateway::asIs("another attempt answered first"); },
         "started 210 ms into the request: another attempt answered first\n"},
        {"no key", [](Record& r) { r.attempts[1].key.clear(); }, "2. qwen/qwen-turbo: priority"},
        {"of an older version",
         [](Record& r) {
             r.routeList = nullptr;
             r.decisions.routes = {{"it does not match the model", {}, 142, {"a", "b"}}};
             r.attempts[0].place.reset();
         },
         "  a: it does not match the model\n"
         "  b and 140 more: it does not match the model\n"
         "> deepseek: takes the request\n\n"
         "Attempts, in this order\n"
         "  1. deepseek/deepseek-chat with key \"main\": answered with 429"},
        {"known price", [](Record& r) {
             r.tokens = {protocol::UsageOrigin::Reported, Tokens{200}, Tokens{1000}, {}, Tokens{40}, Tokens{10}};
             r.cost = Money{Currency::Cny, 3'400'000'000};
             r.price = std::make_shared<const usage::SharedText>(R"({"currency":"CNY","input":2,"source":"configuration"})");
         },
         "  used 1200 tokens of input (1000 of them from a cache) and 50 of output, as reported by the provider: ¥0.0034 (price: configuration)\n"},
        {"the provider's own cost", [](Record& r) {
             r.tokens = {protocol::UsageOrigin::Reported, Tokens{2}, {}, {}, Tokens{4}, {}};
             r.cost = Money{Currency::Usd, 1'250'000'000};
             r.costOrigin = usage::CostOrigin::Provider;
         },
         "  used 2 tokens of input and 4 of output, as reported by the provider: $0.00125 as reported by the provider\n"},
        {"a part without a price", [](Record& r) {
             r.tokens = {protocol::UsageOrigin::Reported, Tokens{2}, {}, {}, Tokens{4}, {}};
             r.price = std::make_shared<const usage::SharedText>(R"({"currency":"USD","input":2.0,"source":"configuration"})");
         },
         "as reported by the provider; their cost is not known: configuration has no price for some of them\n"},
        {"a service tier without a price", [](Record& r) {
             r.tokens = {protocol::UsageOrigin::Reported, Tokens{2}, {}, {}, Tokens{4}, {}};
             r.tokens.serviceTier = protocol::ServiceTier::Priority;
             r.price = std::make_shared<const usage::SharedText>(R"({"currency":"USD","input":2.0,"output":2.0,"source":"configuration"})");
         },
         "their cost is not known: configuration has no price for all of them in the service tier priority\n"},
        {"searches without a price", [](Record& r) {
             r.tokens = {protocol::UsageOrigin::Reported, Tokens{2}, {}, {}, Tokens{4}, {}};
             r.tokens.webSearches = 2;
             r.cost = Money{Currency::Usd, 1'250'000'000};
             r.costOrigin = usage::CostOrigin::AtLeast;
             r.price = std::make_shared<const usage::SharedText>(R"({"currency":"USD","input":2.0,"output":2.0,"source":"configuration"})");
         },
         "as reported by the provider, with 2 web searches: at least $0.00125 (price: configuration); something else is charged, too, for which no price is known\n"},
        {"no price", [](Record& r) { r.tokens = {protocol::UsageOrigin::Estimated, Tokens{2}, {}, {}, Tokens{4}, {}}; },
         "  used 2 tokens of input and 4 of output, as estimated by Signalbox; their cost is not known\n"},
        {"numbers of other origins", [](Record& r) {
             r.tokens = {protocol::UsageOrigin::Estimated, Tokens{2}, {}, {}, Tokens{4}, {}};
             r.tokens.others[0] = protocol::UsageOrigin::Reported;
         },
         "and 4 of output, as estimated by Signalbox (but input as reported by the provider); their"},
        {"counted", [](Record& r) { r.tokens = {protocol::UsageOrigin::Counted, Tokens{2}, {}, {}, Tokens{4}, {}}; },
         "and 4 of output, as counted by Signalbox with the model's tokenizer; their"},
        {"audio and images", [](Record& r) {
             r.tokens = {protocol::UsageOrigin::Reported, Tokens{200}, {}, {}, Tokens{40}, {}};
             r.tokens.audioInput = Tokens{90};
             r.tokens.imageInput = Tokens{20};
             r.tokens.audioOutput = Tokens{0};
         },
         "  used 200 tokens of input (90 of audio, 20 of images) and 40 of output, as reported by the provider;"},
        {"context", [](Record& r) {
             r.process = std::make_shared<const usage::ProcessName>("claude (x)", "/home/me/x");
             r.session = "ses_1";
             r.agent = "agent_1";
             r.evalRun = "01M8Z3V6ZC3WQG1D5PNBX7S4TM";
             r.shadowOf = "01KAJ3V6ZC3WQG1D5PNBX7S4TM";
             r.trace = usage::traceContextOf("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
             r.queue = std::chrono::microseconds{187};
         },
         "  program runs in /home/me/x\n  conversation: ses_1\n  sub-agent: agent_1\n  evaluation run: 01M8Z3V6ZC3WQG1D5PNBX7S4TM\n  shadow of request 01KAJ3V6ZC3WQG1D5PNBX7S4TM\n  trace: 4bf92f3577b34da6a3ce929d0e0e4736, under its span 00f067aa0ba902b7\n  the first attempt started after 187 µs\n"},
        {"attempts", [](Record& r) {
             r.attempts[0].protocol = "anthropic";
             r.attempts[1].protocol = "openai-chat";
             r.attempts[1].connect = Milliseconds{12};
             r.attempts[1].tls = Milliseconds{30};
             r.attempts[1].firstByte = Milliseconds{200};
             r.attempts[1].firstToken = Milliseconds{210};
             r.attempts[1].lastByte = Milliseconds{2900};
             r.attempts[1].requestId = "req_1";
         },
         "  attempt 1 by anthropic\n"
         "  attempt 2 by openai-chat: connected after 12 ms, TLS 30 ms, the first byte after 200 ms, the first token after 210 ms, the last byte after 2900 ms; "
         "provider's id: req_1\n"},
        {"refused by a limit", [](Record& r) {
             r.limit = "spend";
             r.limitAction = usage::LimitAction::Refused;
         },
         "\n  refused by limit spend\n"},
        {"redirected by a limit", [](Record& r) {
             r.limit = "spend";
             r.limitAction = usage::LimitAction::Redirected;
         },
         "\n  sent to another target by limit spend\n"},
        {"losses", [](Record& r) { r.decisions.dropped = {"seed"}; }, "\n  left out, because the provider's API has no field for it: seed\n"},
        {"own key", [](Record& r) { r.decisions.isClientCredential = true; }, "\n  the client's own key was passed through to the provider\n"},
    }));
    CAPTURE(row.name);
    usage::ExchangeRecord record = fallback();
    row.change(record);
    CHECK_THAT(pastText(record), Catch::Contains(row.says));
}

TEST_CASE("prints a past exchange as JSON")
{
    const Json json = pastJson(fallback());
    CHECK(json["id"] == "r1");
    CHECK(json["started_at"] == "2025-11-20T08:00:00.123Z");
    CHECK(json["client"] == "Cursor");
    CHECK(json["process"] == "node cli.js");
    CHECK(json["model"] == "deepseek-chat");
    CHECK(json["consumer"] == "ide");
    REQUIRE(json["routes"].size() == 5);
    CHECK(json["routes"][2] == Json({{"id", "b"}, {"taken", false}, {"why", "it does not match the model"}}));
    CHECK(json["routes"][4]["taken"] == true);
    REQUIRE(json["attempts"].size() == 2);
    CHECK(json["attempts"][0]["place"] == Json({{"priority", 1}, {"weight", 2}, {"algorithm", "roundrobin"}}));
    CHECK(json["attempts"][0]["why"] == "priority 1, weight 2 by roundrobin; price not known");
    CHECK(json["attempts"][0]["ended"] == "answered with 429 after 200 ms: rate_limited");
    CHECK(json["attempts"][0]["failure"] == "rate_limited");
    CHECK(json["attempts"][0]["status"] == 429);
    CHECK(json["attempts"][1]["failure"].is_null());
    CHECK(json["attempts"][1]["started_after_ms"] == 210);
    CHECK(json["passed_over"][0]["provider"] == "zhipu");
    CHECK(json["outcome"] == "answered");
    CHECK(json["dropped"] == Json::array());
    CHECK(json["continued"] == true);
    CHECK(json["rules"] == Json::array({"at most 2 attempts"}));
    CHECK(json["session"].is_null());
    CHECK(json["agent"].is_null());
    CHECK(json["limit"].is_null());
    CHECK(json["limit_action"].is_null());
    CHECK(json["eval_run"].is_null());
    CHECK(json["shadow_of"].is_null());
    CHECK(json["trace_id"].is_null());
    CHECK(json["queue_us"].is_null());
    CHECK(json["tokens"]["input"].is_null());
    CHECK(json["attempts"][1]["tls_ms"].is_null());
    usage::ExchangeRecord full = fallback();
    full.session = "ses_1";
    full.agent = "agent_1";
    full.limit = "spend";
    full.limitAction = usage::LimitAction::Redirected;
    full.evalRun = "01M8Z3V6ZC3WQG1D5PNBX7S4TM";
    full.shadowOf = "01KAJ3V6ZC3WQG1D5PNBX7S4TM";
    full.trace = usage::traceContextOf("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01");
    full.queue = std::chrono::microseconds{187};
    full.tokens = {protocol::UsageOrigin::Reported, Tokens{200}, {}, {}, Tokens{40}, {}};
    full.attempts[1].protocol = "anthropic";
    full.attempts[1].tls = Milliseconds{30};
    full.attempts[1].requestId = "req_1";
    const Json more = pastJson(full);
    CHECK(more["session"] == "ses_1");
    CHECK(more["agent"] == "agent_1");
    CHECK(more["limit"] == "spend");
    CHECK(more["limit_action"] == "redirected");
    CHECK(more["eval_run"] == full.evalRun);
    CHECK(more["shadow_of"] == full.shadowOf);
    CHECK(more["trace_id"] == "4bf92f3577b34da6a3ce929d0e0e4736");
    CHECK(more["parent_span_id"] == "00f067aa0ba902b7");
    CHECK(more["span_id"] == usage::digitsOf(usage::spanIdOf("r1")));
    CHECK(more["attempts"][1]["span_id"] == usage::digitsOf(usage::spanIdOf("r1", 2)));
    CHECK(more["queue_us"] == 187);
    CHECK(more["tokens"]["input"] == Json({{"count", 200}, {"origin", "reported"}}));
    CHECK(more["attempts"][1]["protocol"] == "anthropic");
    CHECK(more["attempts"][1]["tls_ms"] == 30);
    CHECK(more["attempts"][1]["request_id"] == "req_1");
}

TEST_CASE("says what to do when a past exchange is unknown")
{
    QTemporaryDir folder;
    std::ostringstream out;
    std::ostringstream err;
    CHECK(app::explainPast({"01KAJ3V6ZC3WQG1D5PNBX7S4TM", false, false}, folder.path(), out, err) == 1);
    CHECK(out.str().empty());
    CHECK_THAT(err.str(), Catch::Contains("There is no ledger") && Catch::Contains("--data-dir"));
}
