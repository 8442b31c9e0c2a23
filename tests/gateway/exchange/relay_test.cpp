#include "exchange_parts.h"

#include "catch.h"

using namespace gateway;
using namespace gateway::exchange;
using Catch::Contains;
using usage::Outcome;

namespace {

/// A stream that has reached its first token and is relayed.
struct RelayUnderTest : ExchangeParts {
    explicit RelayUnderTest(config::Settings settings = routedTo({providerOf("first", 1)}))
        : ExchangeParts(std::move(settings))
    {
    }
    /// `begun`: what the first upstream has sent when the answer is committed.
    void begin(std::deque<std::string> begun, Reply::End end = Reply::End::Stalls, const std::string& more = {})
    {
        upstreams.script("first", streamReply(std::move(begun), end));
        ask(askStream(more));
        showFound();
    }
    void showFound()
    {
        Attempt* const attempt = find();
        REQUIRE(attempt);
        CHECK(client.heads() == 0); // not committed before
        showing.emplace(kept(attempt));
    }
    void say(const std::string& piece) { upstreams[0].say(piece); }
    void waitForEnd() { REQUIRE(showing->take()); }
    bool isOver() const { return showing->isOver(); }
    Outcome outcome() const { return state.record->outcome; }

    std::optional<Underway<bool>> showing;

private:
    Task<bool> kept(Attempt* attempt)
    {
        Task<> shown = relay.show(attempt, *search);
        co_await std::move(shown);
        co_return true;
    }
};

config::Settings impatient()
{
    config::Settings settings = routedTo({providerOf("first", 1)});
    settings.providers.front().timeouts.idle_ms = 1;
    return settings;
}

config::Settings continuing()
{
    config::Settings settings = routedTo({providerOf("first"), providerOf("second"), providerOf("third")});
    settings.routes.front().fallback.continuePartial = true;
    return settings;
}

/// The data of the last event received.
Json lastEvent(const std::string& stream)
{
    const std::size_t at = stream.rfind("data: ");
    REQUIRE(at != std::string::npos);
    return parseJson(stream.substr(at + 6, stream.find('\n', at) - at - 6)).value();
}

} // namespace

TEST_CASE("commits the answer at the first token and relays each event as it arrives")
{
    RelayUnderTest exchange;
    exchange.begin({roleChunk(), textChunk("One")});
    CHECK(exchange.client.heads() == 1);
    CHECK(exchange.client.status() == 200);
    CHECK(exchange.client.header("content-type") == "text/event-stream");
    CHECK(exchange.client.header("x-signalbox-provider") == "first");
    CHECK(exchange.client.header("x-signalbox-model") == "m-first");
    CHECK(exchange.client.header("x-signalbox-attempts") == "1");
    CHECK(exchange.client.contentLength() == -1);
    std::string expected = roleChunk() + textChunk("One");
    CHECK(exchange.client.received() == expected);
    CHECK(exchange.relay.isUnderWay());
    CHECK_FALSE(exchange.relay.hasSaidAll());
    CHECK(exchange.timesMeanwhile == 1);
    for (const std::string& event : {textChunk("Two"), textChunk("Three"), finishChunk()}) {
        exchange.say(event);
        expected += event;
        CHECK(exchange.client.received() == expected);
    }
    exchange.say(usageChunk()); // not requested by the client
    CHECK(exchange.client.received() == expected);
    exchange.say(kDone);
    CHECK(exchange.relay.hasSaidAll());
    CHECK_FALSE(exchange.client.isWhole());
    exchange.upstreams[0].end(Reply::End::Complete);
    exchange.waitForEnd();
    CHECK(exchange.client.received() == expected + kDone);
    CHECK(exchange.client.isWhole());
    CHECK_FALSE(exchange.relay.isUnderWay());
    CHECK(exchange.outcome() == Outcome::Answered);
    const usage::ExchangeRecord& record = *exchange.state.record;
    CHECK(record.answerBytes == static_cast<std::int64_t>(exchange.client.received().size()));
    CHECK(record.firstByte >= Milliseconds(0));
    CHECK(record.firstToken >= Milliseconds(0));
    CHECK(record.lastByte >= record.firstByte);
}

TEST_CASE("a stream that only lacks its end after the final event completes as an answer")
{
    RelayUnderTest exchange;
    exchange.begin({roleChunk(), textChunk("One"), finishChunk(), kDone}, Reply::End::Stalls);
    exchange.waitForEnd();
    CHECK(exchange.client.isWhole());
    CHECK(exchange.outcome() == Outcome::Answered);
    CHECK(exchange.upstreams[0].isCancelled()); // the connection cannot be reused
}

TEST_CASE("relays a complete answer with its length and unchanged")
{
    const bool isHead = GENERATE(false, true);
    CAPTURE(isHead);
    RelayUnderTest exchange;
    Reply reply = wholeReply("Hello");
    reply.headers.emplace_back("x-request-id", "req-7");
    reply.headers.emplace_back("set-cookie", "a=b");
    exchange.upstreams.script("first", reply);
    exchange.ask(askWhole());
    if (isHead)
        exchange.client.head().method = "HEAD";
    exchange.showFound();
    exchange.waitForEnd();
    CHECK(exchange.client.received() == (isHead ? "" : chatBody("Hello")));
    CHECK(exchange.client.contentLength() == static_cast<std::int64_t>(chatBody("Hello").size()));
    CHECK(exchange.client.header("set-cookie").empty());
    CHECK(exchange.client.isWhole());
    CHECK(exchange.outcome() == Outcome::Answered);
    CHECK(exchange.upstreams[0].isReleased());
    CHECK_FALSE(exchange.upstreams[0].isCancelled());
}

TEST_CASE("a stream that breaks after its first token ends with an error and without a normal end")
{
    struct Row {
        const char* name;
        void (*breakOff)(RelayUnderTest& exchange);
        const char* words;
        config::FailureClass failure = config::FailureClass::ServerError;
        const char* reason = "broke off";
    };
    const auto row = GENERATE(values<Row>({
        {"closes", [](RelayUnderTest& exchange) { exchange.upstreams[0].end(Reply::End::Breaks); }, "broke off: the connection was closed"},
        {"ends without a final event", [](RelayUnderTest& exchange) { exchange.upstreams[0].end(Reply::End::Complete); }, "ended its stream in the middle"},
        {"closes inside an event", [](RelayUnderTest& exchange) { exchange.say(R"(data: {"id":"c1)"); exchange.upstreams[0].end(Reply::End::Breaks); }, "broke off"},
        {"stops sending", [](RelayUnderTest&) {}, "stopped sending in the middle", config::FailureClass::Timeout, "timeout: the rest of the answer"},
    }));
    CAPTURE(row.name);
    RelayUnderTest exchange(row.failure == config::FailureClass::Timeout ? impatient() : routedTo({providerOf("first", 1)}));
    exchange.begin({roleChunk(), textChunk("One")});
    row.breakOff(exchange);
    exchange.waitForEnd();
    const std::string& received = exchange.client.received();
    CAPTURE(received);
    CHECK_THAT(received, Catch::StartsWith(roleChunk() + textChunk("One")));
    CHECK_THAT(received, !Contains("[DONE]") && !Contains("\"stop\""));
    Json error = lastEvent(received);
    CHECK(error["error"]["code"] == "stream_interrupted");
    CHECK_THAT(error["error"]["message"].get<std::string>(), Contains(row.words));
    CHECK(exchange.client.isWhole()); // only the answer is broken; the connection stays
    CHECK_FALSE(exchange.client.isBroken());
    CHECK(exchange.outcome() == Outcome::Interrupted);
    CHECK(exchange.state.record->errorCode == "stream_interrupted");
    CHECK(exchange.state.record->status == 200);
    CHECK(exchange.reasons() == std::vector<std::string>{"first: " + std::string(config::toText(row.failure)) + ", " + row.reason});
    CHECK(exchange.upstreams.count() == 1);
    CHECK(exchange.upstreams[0].isReleased());
    CHECK_FALSE(exchange.relay.isUnderWay());
}

TEST_CASE("a break after the first token never looks like a complete answer")
{
    const auto chunkOf = [](int index, const char* rest) { return chunkWith(R"("choices":[{"index":)" + std::to_string(index) + R"(,"delta":{)" + rest + "}]"); };
    const std::string first = chunkOf(0, R"("content":"A"})");
    const std::string second = chunkOf(1, R"("content":"B"})");
    const std::string firstEnds = chunkOf(0, R"(},"finish_reason":"stop")");
    struct Row {
        const char* name;
        std::vector<std::string> events;
        bool isAnswered;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"the second choice has not finished", {second, firstEnds, second}, false},
        {"inside an event of the second choice", {second, firstEnds, second.substr(0, second.size() - 20)}, false},
        {"before the blank line of an event", {second, firstEnds, second.substr(0, second.size() - 2)}, false},
        {"content after its finish reason", {firstEnds, first}, false},
        {"all choices have finished", {second, firstEnds, chunkOf(1, R"(},"finish_reason":"stop")")}, true},
        {"inside the usage, which nobody asked for", {firstEnds, usageChunk().substr(0, 40)}, true},
    }));
    CAPTURE(row.name);
    RelayUnderTest exchange;
    exchange.begin({roleChunk(), first});
    for (const std::string& event : row.events)
        exchange.say(event);
    exchange.upstreams[0].end(Reply::End::Breaks);
    exchange.waitForEnd();
    const std::string& received = exchange.client.received();
    CAPTURE(received);
    CHECK_THAT(received, !Contains("[DONE]")); // the provider did not send one
    CHECK(exchange.outcome() == (row.isAnswered ? Outcome::Answered : Outcome::Interrupted));
    if (row.isAnswered)
        CHECK_THAT(received, !Contains("stream_interrupted"));
    else
        CHECK(lastEvent(received)["error"]["code"] == "stream_interrupted");
    CHECK_THAT(received, Catch::EndsWith("\n\n"));
}

TEST_CASE("a broken stream ends with the error event of the client's API")
{
    struct Row {
        const char* name;
        const char* type;
        const char* path;
        std::string body;
        std::deque<std::string> events;
        std::string contentType = "text/event-stream";
        const char* error;
    };
    const std::string messages = "event: message_start\ndata: "
        R"({"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":5,"output_tokens":1}}})" "\n\n"
        "event: content_block_start\ndata: " R"({"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}})" "\n\n"
        "event: content_block_delta\ndata: " R"({"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"One"}})" "\n\n";
    const std::string responses = "event: response.created\ndata: "
        R"({"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","status":"in_progress","model":"m","output":[]}})" "\n\n"
        "event: response.output_text.delta\ndata: "
        R"({"type":"response.output_text.delta","sequence_number":1,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"One"})" "\n\n";
    const std::string gemini = "data: " R"({"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"One"}]}}],"modelVersion":"m"})" "\r\n\r\n";
    const std::string ollama = R"({"model":"m","message":{"role":"assistant","content":"One"},"done":false})" "\n";
    const auto row = GENERATE_COPY(values<Row>({
        {"OpenAI's chat", "openai-compatible", "/v1/chat/completions", askStream(), {roleChunk(), textChunk("One")}, "text/event-stream", R"("code":"stream_interrupted")"},
        {"Anthropic's", "anthropic-compatible", "/v1/messages", R"({"model":"alias","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]})", {messages}, "text/event-stream", "event: error\ndata: {\"type\":\"error\""},
        {"Responses", "openai-responses", "/v1/responses", R"({"model":"alias","input":"Hi","stream":true})", {responses}, "text/event-stream", "event: error\n"},
        {"Gemini's", "gemini-compatible", "/v1beta/models/alias:streamGenerateContent", R"({"contents":[{"role":"user","parts":[{"text":"Hi"}]}]})", {gemini}, "text/event-stream", R"("status":"UNAVAILABLE")"},
        {"Ollama's", "ollama", "/api/chat", R"({"model":"alias","messages":[{"role":"user","content":"Hi"}]})", {ollama}, "application/x-ndjson", R"({"error":)"},
        {"Anthropic client, chat upstream", "openai-compatible", "/v1/messages", R"({"model":"alias","max_tokens":9,"stream":true,"messages":[{"role":"user","content":"Hi"}]})", {roleChunk(), textChunk("One")}, "text/event-stream", "event: error\ndata: {\"type\":\"error\""},
    }));
    CAPTURE(row.name);
    RelayUnderTest exchange(routedTo({providerOf("first", 0, row.type)}));
    exchange.upstreams.script("first", {.headers = {{"content-type", row.contentType}}, .pieces = row.events, .end = Reply::End::Stalls});
    if (std::string_view(row.name) == "Gemini's")
        exchange.client.head().query = "alt=sse";
    exchange.ask(row.body, row.path);
    exchange.showFound();
    exchange.upstreams[0].end(Reply::End::Breaks);
    exchange.waitForEnd();
    CAPTURE(exchange.client.received());
    CHECK_THAT(exchange.client.received(), Contains("One") && Contains(row.error));
    CHECK(exchange.client.isWhole());
    CHECK(exchange.outcome() == Outcome::Interrupted);
}

TEST_CASE("a broken answer that is not a stream closes the client's connection")
{
    RelayUnderTest exchange;
    exchange.upstreams.script("first", {.headers = {{"content-type", "audio/mpeg"}}, .pieces = {"sound"}, .end = Reply::End::Stalls});
    exchange.ask(R"({"model":"alias","input":"Hi","voice":"a"})", "/v1/audio/speech");
    exchange.showFound();
    CHECK(exchange.client.received() == "sound"); // before the rest is generated
    CHECK(exchange.client.header("x-accel-buffering") == "no");
    exchange.say(" and more");
    CHECK(exchange.client.received() == "sound and more");
    exchange.upstreams[0].end(Reply::End::Breaks);
    exchange.waitForEnd();
    CHECK(exchange.client.isBroken());
    CHECK_FALSE(exchange.client.isWhole());
    CHECK(exchange.client.received() == "sound and more");
    CHECK(exchange.outcome() == Outcome::Interrupted);
}

TEST_CASE("relays an error inside a stream without our key and does not fall back")
{
    RelayUnderTest exchange(routedTo({providerOf("first", 1), providerOf("second")}));
    exchange.begin({roleChunk(), textChunk("One")});
    exchange.say(R"(data: {"error":{"message":"The key sk-first1 broke.","type":"server_error"}})" "\n\n");
    exchange.upstreams[0].end(Reply::End::Complete);
    exchange.waitForEnd();
    CAPTURE(exchange.client.received());
    CHECK_THAT(exchange.client.received(), Contains("One") && Contains("broke.") && !Contains("sk-first1") && !Contains("[DONE]"));
    CHECK(exchange.outcome() == Outcome::Interrupted);
    CHECK(exchange.reasons() == std::vector<std::string>{"first: server_error, error in the stream"});
    CHECK(exchange.upstreams.count() == 1);
}

TEST_CASE("continues a broken stream with another target if the route allows it")
{
    struct Row {
        const char* name;
        std::deque<std::string> begun;
        std::string more;
        bool isContinued;
    };
    const auto row = GENERATE_COPY(values<Row>({
        {"text", {roleChunk(), textChunk("One ")}, "", true},
        {"a partial event after it", {roleChunk(), textChunk("One "), R"(data: {"id":"c1)"}, "", true},
        {"an error inside", {roleChunk(), textChunk("One "), R"(data: {"error":{"message":"overloaded","code":"503"}})" "\n\n"}, "", true},
        {"a tool call", {roleChunk(), textChunk("One "), chunkWith(R"("choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"function":{"name":"f"}}]}}])")}, "", false},
        {"several choices", {roleChunk(), textChunk("One ")}, R"(,"n":2)", false},
    }));
    CAPTURE(row.name);
    RelayUnderTest exchange(continuing());
    exchange.upstreams.script("second", wholeStream("two"));
    exchange.begin(row.begun, Reply::End::Breaks, row.more);
    exchange.waitForEnd();
    const std::string& received = exchange.client.received();
    CAPTURE(received);
    CHECK_THAT(received, Contains("One "));
    CHECK(exchange.client.heads() == 1);
    CHECK(exchange.client.isWhole());
    CHECK(exchange.state.record->decisions.isContinued == row.isContinued);
    if (row.isContinued) {
        CHECK_THAT(received, Contains("two") && Catch::EndsWith(kDone) && !Contains("error"));
        CHECK_THAT(exchange.upstreams[1].sent(), Contains("One ")); // where it broke off
        CHECK(exchange.outcome() == Outcome::Answered);
    } else {
        CHECK_THAT(received, Contains("stream_interrupted") && !Contains("[DONE]"));
        CHECK(exchange.outcome() == Outcome::Interrupted);
        CHECK(exchange.upstreams.count() == 1);
    }
}

TEST_CASE("continues a stream that breaks again and ends with an error when no target is left")
{
    const bool isThirdWell = GENERATE(true, false);
    CAPTURE(isThirdWell);
    RelayUnderTest exchange(continuing());
    exchange.upstreams.script("second", streamReply({roleChunk(), textChunk("two ")}, Reply::End::Breaks));
    exchange.upstreams.script("third", isThirdWell ? wholeStream("three") : errorReply(500));
    exchange.begin({roleChunk(), textChunk("One ")}, Reply::End::Breaks);
    exchange.waitForEnd();
    CAPTURE(exchange.client.received());
    CHECK_THAT(exchange.upstreams[2].sent(), Contains("One two "));
    CHECK(exchange.outcome() == (isThirdWell ? Outcome::Answered : Outcome::Interrupted));
    CHECK_THAT(exchange.client.received(), isThirdWell ? Contains("three") : Contains("stream_interrupted"));
    const std::vector<std::string> broken{"first: server_error, broke off", "second: server_error, broke off"};
    auto expected = broken;
    expected.emplace_back(isThirdWell ? "third: " : "third: server_error, 500");
    CHECK(exchange.reasons() == expected);
}

TEST_CASE("relays an answer after comments without a second head and stops commenting")
{
    config::Settings settings = routedTo({providerOf("first")});
    settings.listen.streamComment_ms = 1;
    RelayUnderTest exchange(std::move(settings));
    exchange.upstreams.script("first", silent());
    exchange.ask(askStream());
    exchange.reply.beginComments();
    Underway finding(exchange.search->find());
    REQUIRE(QTest::qWaitFor([&] { return exchange.client.writes() >= 2; }, 20000));
    const std::string comments = exchange.client.received();
    exchange.upstreams[0].answer(wholeStream("Hello"));
    exchange.show(finding.take());
    CHECK(exchange.client.heads() == 1);
    CHECK(exchange.client.received() == comments + roleChunk() + textChunk("Hello") + finishChunk() + kDone);
    CHECK(exchange.reply.commentDue() == TimePoint::max());
    CHECK(exchange.outcome() == Outcome::Answered);
    CHECK(exchange.state.record->answerBytes == static_cast<std::int64_t>((roleChunk() + textChunk("Hello") + finishChunk() + kDone).size()));
}

TEST_CASE("a client that disconnects cancels the upstream request and keeps what it received")
{
    struct Row {
        const char* name;
        std::deque<std::string> begun;
        bool hasLost;
        Outcome outcome;
    };
    const auto row = GENERATE(values<Row>({
        {"in the middle", {roleChunk(), textChunk("One")}, false, Outcome::Cancelled},
        {"after the last event", {roleChunk(), textChunk("One"), finishChunk(), kDone}, false, Outcome::Answered},
        {"after the last event, which it did not receive", {roleChunk(), textChunk("One"), finishChunk(), kDone}, true, Outcome::Cancelled},
    }));
    CAPTURE(row.name);
    RelayUnderTest exchange;
    exchange.begin(row.begun);
    CHECK_FALSE(exchange.upstreams[0].isReleased());
    if (row.hasLost)
        exchange.client.lose();
    exchange.relay.leave();
    exchange.search->end();
    CHECK_FALSE(exchange.upstreams[0].isReleased()); // recorded and billed, whatever is released when
    CHECK(exchange.reasons() == std::vector<std::string>{"first: "});
    exchange.showing.reset(); // cancels the exchange
    exchange.search.reset();
    CHECK(exchange.upstreams[0].isCancelled());
    CHECK(exchange.outcome() == row.outcome);
    CHECK_FALSE(exchange.relay.isUnderWay());
    CHECK(exchange.wheel.isEmpty());
    CHECK(exchange.reasons() == std::vector<std::string>{"first: "}); // the provider is not blamed
    const auto charges = exchange.settlement.bill().charges(exchange.state.record->attempts, *exchange.snapshot->prices, exchange.clock.wallNow());
    REQUIRE(charges.size() == 1);
    CHECK(charges[0].tokens.totalOutput().count > 0); // tokens already relayed are charged
}

TEST_CASE("stops reading from the upstream while the client does not read")
{
    const bool isStream = GENERATE(true, false);
    CAPTURE(isStream);
    RelayUnderTest exchange;
    const std::string piece = isStream ? textChunk("word") : "sound";
    if (isStream) {
        exchange.begin({roleChunk(), textChunk("One")});
    } else {
        exchange.upstreams.script("first", {.headers = {{"content-type", "audio/mpeg"}}, .pieces = {piece}, .end = Reply::End::Stalls});
        exchange.ask(R"({"model":"alias","input":"Hi","voice":"a"})", "/v1/audio/speech");
        exchange.showFound();
    }
    const std::string begun = exchange.client.received();
    exchange.client.setReading(false);
    for (int i = 0; i < 10; ++i)
        exchange.say(piece);
    CHECK(exchange.client.received() == begun + piece); // the piece that filled the buffer
    CHECK(exchange.upstreams[0].piecesLeft() == 9);
    CHECK_FALSE(exchange.isOver());
    exchange.client.setReading(true);
    CHECK(exchange.upstreams[0].piecesLeft() == 0);
    std::string all = begun;
    for (int i = 0; i < 10; ++i)
        all += piece;
    CHECK(exchange.client.received() == all);
}

TEST_CASE("stopping the gateway interrupts a stream with an error event of its format")
{
    RelayUnderTest exchange;
    exchange.begin({roleChunk(), textChunk("One")});
    Error error;
    error.kind = ErrorKind::StreamInterrupted;
    error.message = asIs("The gateway was stopped.");
    exchange.relay.interrupt(error);
    CHECK(lastEvent(exchange.client.received())["error"]["message"] == "The gateway was stopped.");
    CHECK(exchange.client.isWhole());
    CHECK(exchange.outcome() == Outcome::Interrupted);
    CHECK_FALSE(exchange.relay.isUnderWay());
}

TEST_CASE("relays an empty answer unchanged but records it as a failure")
{
    const bool isStream = GENERATE(false, true);
    CAPTURE(isStream);
    RelayUnderTest exchange;
    exchange.upstreams.script("first", isStream ? streamReply({roleChunk(), finishChunk(), kDone}) : wholeReply(""));
    exchange.ask(isStream ? askStream() : askWhole());
    exchange.showFound();
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 200);
    CHECK(exchange.client.header("x-signalbox-error") == "upstream_protocol_error");
    CHECK_THAT(exchange.client.received(), Contains("\"stop\"")); // from the provider
    CHECK(exchange.outcome() == Outcome::Failed);
    CHECK(exchange.state.record->errorCode == "upstream_protocol_error");
    CHECK(exchange.reasons() == std::vector<std::string>{"first: empty_answer, empty answer"});
}

TEST_CASE("relays a provider's error without our key and counts it as a client error")
{
    RelayUnderTest exchange;
    Reply refused = errorReply(400, "The field of sk-first1 is wrong.");
    refused.headers.emplace_back("x-echo", "sk-first1");
    exchange.upstreams.script("first", refused);
    exchange.ask(askWhole());
    exchange.showFound();
    exchange.waitForEnd();
    CHECK(exchange.client.status() == 400);
    CHECK_THAT(exchange.client.received(), Contains("is wrong.") && !Contains("sk-first1"));
    CHECK_THAT(exchange.client.header("x-echo"), !Contains("sk-first1"));
    CHECK(exchange.outcome() == Outcome::ClientError);
}
