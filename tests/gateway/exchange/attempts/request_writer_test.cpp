#include "exchange_fixture.h"

#include "gateway/core/text/bytes.h"
#include "gateway/exchange/attempts/client_edit.h"
#include "gateway/exchange/attempts/native_form.h"
#include "gateway/exchange/attempts/request_writing.h"

#include "catch.h"

#include <algorithm>

using Catch::Contains;
using namespace gateway;
using namespace gateway::exchange;
using protocol::Format;

namespace {

Ask askIn(Format format, Operation operation = Operation::Converse)
{
    Ask ask;
    ask.operation = operation;
    ask.format = format;
    return ask;
}

ClientRequest requestOf(Ask ask, const char* body)
{
    ClientRequest request;
    request.ask = std::move(ask);
    request.body = body;
    return request;
}

Access accessIn(Format format)
{
    Access access;
    access.format = format;
    return access;
}

} // namespace

TEST_CASE("sends the client's bytes to a target of the same format")
{
    struct Row { const char* name; Format client; Format target; bool asArray; bool isNative; bool isPlainChat; };
    const auto row = GENERATE(values<Row>({
        {"chat", Format::OpenAiChat, Format::OpenAiChat, false, true, true}, {"messages", Format::Anthropic, Format::Anthropic, false, true, false},
        {"messages to chat", Format::Anthropic, Format::OpenAiChat, false, false, false},
        {"a stream requested as an array", Format::Gemini, Format::Gemini, true, false, false}, {"Gemini's", Format::Gemini, Format::Gemini, false, true, false}}));
    CAPTURE(row.name);
    Ask ask = askIn(row.client);
    ask.asArray = row.asArray;
    CHECK(isNative(ask, accessIn(row.target)) == row.isNative);
    CHECK(isPlainChat(ask, accessIn(row.target)) == row.isPlainChat);
    CHECK(isConversation(ask));
    CHECK(isNative(askIn(row.client, Operation::PassThrough), accessIn(row.target)));
    CHECK_FALSE(isConversation(askIn(row.client, Operation::PassThrough)));
}

TEST_CASE("forwards a request unchanged unless the target needs a change")
{
    const char* const plain = R"({"model":"m","messages":[{"role":"user","content":"Hi"}]})";
    Access chat = accessIn(Format::OpenAiChat);
    const Ask ask = askIn(Format::OpenAiChat);
    CHECK(goesAsItIs(requestOf(ask, plain), chat, {}));
    CHECK_FALSE(goesAsItIs(requestOf(ask, plain), accessIn(Format::Anthropic), {}));
    CHECK_FALSE(goesAsItIs(requestOf(askIn(Format::OpenAiResponses), "{}"), accessIn(Format::OpenAiResponses), {})); // it may name a locally stored response
    const char* const late = R"({"messages":[{"role":"user","content":"Hi"},{"role":"system","content":"Be brief"}]})";
    CHECK(goesAsItIs(requestOf(ask, late), chat, {.systemPlace = protocol::SystemPlace::Middle}));
    CHECK_FALSE(goesAsItIs(requestOf(ask, late), chat, {.systemPlace = protocol::SystemPlace::Front}));
}

TEST_CASE("rewrites a request with a misplaced system message and leaves others unchanged")
{
    Access chat = accessIn(Format::OpenAiChat);
    const Ask ask = askIn(Format::OpenAiChat);
    protocol::KeptHistory none;
    http::BodyBudget::Share any;
    const EditAim moved{&chat, {.systemPlace = protocol::SystemPlace::Front}, true, false, false};
    ClientEdit edit = editedBody(requestOf(ask, R"({"messages":[{"role":"user","content":"Hi"},{"role":"system","content":"Be brief"}]})"), moved, none, any);
    REQUIRE(edit.tree);
    CHECK(edit.isFormed);
    const auto written = upstreamRequest(std::move(edit), moved, false, nullptr);
    REQUIRE(written);
    CHECK_FALSE(written->isClients);
    CHECK(parseJson(written->view()).value()["messages"].back()["role"] == "user"); // no system text after a turn

    ClientEdit same = editedBody(requestOf(ask, R"({"messages":[{"role":"user","content":"Hi"}]})"), moved, none, any);
    const auto kept = upstreamRequest(std::move(same), moved, false, nullptr);
    REQUIRE(kept);
    CHECK(kept->isClients);

    const ClientEdit broken = editedBody(requestOf(ask, "{"), moved, none, any);
    CHECK_FALSE(broken.tree); // the provider reports what is wrong with it
}

TEST_CASE("an error names the path of the invalid field")
{
    Error error{ErrorKind::UpstreamError, "is too large"};
    error.param = "max_tokens";
    CHECK(asInvalid(error).message == "\"max_tokens\": is too large");
    CHECK(asInvalid(error).kind == ErrorKind::InvalidRequest);
    error.message = gateway::asIs("max_tokens is too large");
    CHECK(asInvalid(error).message == "max_tokens is too large");
}

TEST_CASE("writes the request for a target once and reports losses")
{
    ExchangeFixture fixture;
    fixture.ask(Format::Anthropic, R"({"model":"demo","max_tokens":9,"top_k":5,"stream":true,"messages":[{"role":"user","content":"Hi"}]})");
    RequestWriter& requests = fixture.translator().requests;
    const Target target = fixture.target("m1");
    CHECK_FALSE(requests.isPrepared(target));
    Runner().run(requests.prepare(target));
    REQUIRE(requests.isPrepared(target));
    REQUIRE(requests.problemOf(target) == nullptr);
    const UpstreamRequest& written = requests.requestFor(target);
    CHECK_FALSE(written.isClients);
    CHECK(written.outline.stream);
    const Json body = parseJson(written.view()).value();
    CHECK(body["messages"].back()["content"] == "Hi");
    CHECK_FALSE(body.contains("top_k"));
    CHECK(std::ranges::find(written.losses, "top_k") != written.losses.end());

    Runner().run(requests.prepare(target));
    CHECK(&requests.requestFor(target) == &written);
    CHECK_FALSE(requests.isPrepared(fixture.target("m2")));
}

TEST_CASE("reports an unreadable request as an error instead of throwing")
{
    ExchangeFixture fixture;
    fixture.ask(Format::Anthropic, R"({"model":"demo","max_tokens":9,"messages":[{"role":"user","content":7}]})");
    RequestWriter& requests = fixture.translator().requests;
    const Target target = fixture.target("m1");
    Runner().run(requests.prepare(target));
    const Error* const problem = requests.problemOf(target);
    REQUIRE(problem);
    CHECK(problem->kind == ErrorKind::InvalidRequest);
}

TEST_CASE("does not rewrite a request that is forwarded unchanged")
{
    ExchangeFixture fixture;
    fixture.ask(Format::OpenAiChat, R"({"model":"demo","messages":[{"role":"user","content":"Hi"}]})");
    RequestWriter& requests = fixture.translator().requests;
    const Target target = fixture.target("demo");
    CHECK(requests.isPrepared(target));
    CHECK(requests.problemOf(target) == nullptr);
    CHECK(requests.requestFor(target).isClients);
}

TEST_CASE("reads a long request on a worker within the caller's memory share")
{
    const bool hasRoom = GENERATE(true, false);
    ExchangeFixture fixture;
    fixture.budget.setMost(hasRoom ? 512LL * 1024 * 1024 : 1024 * 1024);
    fixture.ask(Format::Anthropic, R"({"model":"demo","max_tokens":9,"messages":[{"role":"user","content":")" + std::string(600 * 1024, 'a') + R"("}]})");
    fixture.request.isLong = true;
    http::BodyBudget::Share share = fixture.budget.shareOf("ide");
    RequestWriter& requests = fixture.translator().requests;
    requests.chargeTo(share);
    const Target target = fixture.target("m1");
    Runner().run(requests.prepare(target));
    const Error* const problem = requests.problemOf(target);
    CHECK((problem == nullptr) == hasRoom);
    if (problem)
        CHECK(problem->kind == ErrorKind::OverloadedHere);
}
