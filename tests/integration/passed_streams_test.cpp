#include "catch.h"

#include "fleet.h"
#include "ledger_reader.h"

#include <string>
#include <vector>

// Streams other than conversations (images, speech, transcriptions) pass event by event.

using namespace tests;
using End = RecordedRequest::End;

namespace {

/// A kind of request that may be answered by a stream which is passed through.
struct PassedKind {
    const char* name;
    const char* path;
    const char* type; ///< of the request body
    std::string (*body)(const std::string& model);
    std::vector<std::string> events;
    const char* numbers; ///< in the ledger: input, output and, of these, image or audio
};

std::string pictureAsk(const std::string& model)
{
    return R"({"model":")" + model + R"(","prompt":"an otter","stream":true,"partial_images":1})";
}
std::string speechAsk(const std::string& model)
{
    return R"({"model":")" + model + R"(","input":"Hi","voice":"alloy","stream_format":"sse"})";
}

std::string fileForm(const std::string& model, const std::string& file)
{
    return "--x\r\nContent-Disposition: form-data; name=\"" + file
        + "\"; filename=\"a\"\r\n\r\nbytes\r\n"
          "--x\r\nContent-Disposition: form-data; name=\"stream\"\r\n\r\ntrue\r\n"
          "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\n"
        + model + "\r\n--x--\r\n";
}

std::string namedEvent(const std::string& event)
{
    return "event: " + event.substr(9, event.find('"', 9) - 9) + "\ndata: " + event + "\n\n";
}

const char* const kPictureEnd =
    R"("usage":{"total_tokens":4210,"input_tokens":50,"output_tokens":4160,"input_tokens_details":{"text_tokens":10,"image_tokens":40}}})";

const std::vector<PassedKind>& passedKinds()
{
    static const std::vector<PassedKind> kPassedKinds{
        {"pictures", "/v1/images/generations", "application/json", pictureAsk,
            {namedEvent(R"({"type":"image_generation.partial_image","b64_json":"AAAA","partial_image_index":0})"),
                namedEvent(std::string(R"({"type":"image_generation.completed","b64_json":"BBBB",)") + kPictureEnd)},
            "50 4160 40 NULL"},
        {"edited pictures", "/v1/images/edits", "multipart/form-data; boundary=x",
            [](const std::string& model) { return fileForm(model, "image"); },
            {namedEvent(R"({"type":"image_edit.partial_image","b64_json":"AAAA","partial_image_index":0})"),
                namedEvent(std::string(R"({"type":"image_edit.completed","b64_json":"BBBB",)") + kPictureEnd)},
            "50 4160 40 NULL"},
        {"a transcription", "/v1/audio/transcriptions", "multipart/form-data; boundary=x",
            [](const std::string& model) { return fileForm(model, "file"); },
            {"data: {\"type\":\"transcript.text.delta\",\"delta\":\"Hi\"}\n\n",
                "data: {\"type\":\"transcript.text.done\",\"text\":\"Hi "
                "you\",\"usage\":{\"type\":\"tokens\",\"input_tokens\":14,"
                "\"input_token_details\":{\"text_tokens\":0,\"audio_tokens\":14},\"output_tokens\":5,\"total_tokens\":"
                "19}}\n\n"},
            "14 5 NULL 14"},
        {"speech", "/v1/audio/speech", "application/json", speechAsk,
            {"data: {\"type\":\"speech.audio.delta\",\"audio\":\"AAAA\"}\n\n",
                "data: "
                "{\"type\":\"speech.audio.done\",\"usage\":{\"input_tokens\":3,\"output_tokens\":90,\"total_tokens\":"
                "93}}\n\n"},
            "3 90 NULL NULL"},
    };
    return kPassedKinds;
}

Behaviour passedStream(const std::vector<std::string>& events)
{
    Behaviour behaviour;
    behaviour.events = events;
    return behaviour;
}

Behaviour refusedService()
{
    Behaviour behaviour;
    behaviour.status = 503;
    behaviour.body = "{}";
    return behaviour;
}

void servePassed(FakeUpstream& upstream, const PassedKind& kind, const Behaviour& behaviour)
{
    upstream.onCall(std::string("POST ") + kind.path, behaviour);
}

HttpRequest passedAsk(const PassedKind& kind, const std::string& model = "alias")
{
    return {.target = kind.path, .headers = {{"Content-Type", kind.type}}, .body = kind.body(model)};
}

std::string allOf(const std::vector<std::string>& events)
{
    std::string all;
    for (const std::string& event : events)
        all += event;
    return all;
}

std::string passedNumbers(const Row& row)
{
    return text(row, "input_tokens") + ' ' + text(row, "output_tokens") + ' ' + text(row, "image_input_tokens") + ' '
        + text(row, "audio_input_tokens");
}

Row passedRecord(const GatewayProcess& gateway)
{
    const auto rows = exchanges(gateway.dataDir() + "/ledger.sqlite", 1);
    REQUIRE(rows.size() == 1);
    return rows[0];
}

/// `first` with the fallback `second`.
Json firstThenSecond(const FakeUpstream& first, const FakeUpstream& second)
{
    return withoutHealth(configuration({member("first", first), member("second", second)},
        {route("alias", {target("first", "first-model", 1), target("second", "second-model", 0)})}));
}

} // namespace

TEST_CASE("passes a non-chat stream event by event and reads the usage in its last event")
{
    const PassedKind& kind = passedKinds()[GENERATE(range<std::size_t>(0, 4))];
    CAPTURE(kind.name);
    FakeUpstream first;
    FakeUpstream second;
    Behaviour behaviour = passedStream(kind.events);
    behaviour.stepped = true;
    servePassed(first, kind, behaviour);
    GatewayProcess gateway(firstThenSecond(first, second), withFleetKeys());
    HttpClient client(gateway.port());
    client.send(toText(passedAsk(kind), gateway.port()));
    first.step();
    REQUIRE(client.readHead());
    CHECK(client.answer().status == 200);
    CHECK(client.answer().headerOr("content-type").starts_with("text/event-stream"));
    REQUIRE(client.readBodyUntil(kind.events[0])); // before the next event exists
    CHECK(client.answer().body == kind.events[0]);
    first.step();
    REQUIRE(client.readToEnd());
    CHECK(client.answer().body == allOf(kind.events));
    CHECK(first.allRequests().size() == 1);
    CHECK(second.allRequests().empty());
    const Row row = passedRecord(gateway);
    CHECK(text(row, "outcome") == "answered");
    CHECK(text(row, "usage_origin") == "reported");
    CHECK(passedNumbers(row) == kind.numbers);
    CHECK(number(row, "is_stream") == 1);
    CHECK(number(row, "first_token_ms") >= 0);
    CHECK(number(row, "attempts") == 1);
}

TEST_CASE("a non-chat stream ends with its last event or with its body", "[slow]")
{
    const PassedKind& kind = passedKinds()[GENERATE(range<std::size_t>(0, 4))];
    CAPTURE(kind.name);
    struct PassedEnd {
        const char* name;
        void (*change)(Behaviour&);
        bool isReported;
    };
    const auto row = GENERATE(values<PassedEnd>({
        {"the connection breaks after its last event", [](Behaviour& b) { b.truncateAfter = 2; }, true},
        {"its body does not end", [](Behaviour& b) { b.stallAfter = 2; }, true},
        {"without its last event", [](Behaviour& b) { b.endAfter = 1; }, false},
        {"without a blank line at its end", [](Behaviour& b) { b.events->back().resize(b.events->back().size() - 2); },
            true},
        {"until close", [](Behaviour& b) { b.framing = Behaviour::Framing::UntilClose; }, true},
        {"in small pieces", [](Behaviour& b) { b.sliceBytes = 7; }, true},
    }));
    CAPTURE(row.name);
    FakeUpstream upstream;
    Behaviour behaviour = passedStream(kind.events);
    row.change(behaviour);
    servePassed(upstream, kind, behaviour);
    GatewayProcess gateway(withoutHealth(aliasConfiguration(upstream)), withKey());
    const auto answer = exchange(gateway.port(), passedAsk(kind));
    CHECK(answer.status == 200);
    CHECK(answer.isComplete);
    CHECK(answer.body
        == allOf(*behaviour.events).substr(0, row.isReported ? std::string::npos : behaviour.events->front().size()));
    const Row record = passedRecord(gateway);
    CHECK(text(record, "outcome") == "answered");
    CHECK(text(record, "usage_origin") == (row.isReported ? "reported" : "unknown"));
    CHECK(passedNumbers(record) == (row.isReported ? std::string(kind.numbers) : "NULL NULL NULL NULL"));
}

TEST_CASE("a non-chat stream that breaks off ends with an error and no fallback")
{
    const PassedKind& kind = passedKinds()[GENERATE(range<std::size_t>(0, 4))];
    const char* const fault = GENERATE("reset", "truncate", "cut");
    CAPTURE(kind.name, fault);
    FakeUpstream first;
    FakeUpstream second;
    Behaviour behaviour = passedStream(kind.events);
    (fault == std::string("reset")        ? behaviour.resetAfter
            : fault == std::string("cut") ? behaviour.cutAfter
                                          : behaviour.truncateAfter) = 1;
    servePassed(first, kind, behaviour);
    servePassed(second, kind, passedStream(kind.events));
    GatewayProcess gateway(firstThenSecond(first, second), withFleetKeys());
    const auto answer = exchange(gateway.port(), passedAsk(kind));
    CHECK(answer.status == 200);
    CHECK(answer.body.starts_with(kind.events[0]));
    CHECK(parsed(eventData(answer.body).back())["error"]["code"] == "stream_interrupted");
    CHECK(second.allRequests().empty());
    const Row row = passedRecord(gateway);
    CHECK(text(row, "outcome") == "interrupted");
    CHECK(text(row, "usage_origin") == "unknown");
    CHECK(passedNumbers(row) == "NULL NULL NULL NULL");
}

TEST_CASE("falls back before the first event of a non-chat stream", "[sanitized]")
{
    const PassedKind& kind = passedKinds()[GENERATE(range<std::size_t>(0, 4))];
    struct PassedFault {
        const char* name;
        Behaviour behaviour;
    };
    const auto faults = [] {
        std::vector<PassedFault> all;
        all.push_back({"reset", passedStream({": here\n\n"})});
        all.back().behaviour.resetAfter = 1;
        all.push_back({"nothing", passedStream({": here\n\n"})});
        all.push_back({"an error",
            passedStream({"event: error\ndata: "
                          "{\"type\":\"error\",\"error\":{\"type\":\"server_error\",\"code\":\"server_error\","
                          "\"message\":\"Down.\"}}\n\n"})});
        all.push_back({"no events", refusedService()});
        return all;
    }();
    const PassedFault& fault = faults[GENERATE(range<std::size_t>(0, 4))];
    CAPTURE(kind.name, fault.name);
    FakeUpstream first;
    FakeUpstream second;
    servePassed(first, kind, fault.behaviour);
    servePassed(second, kind, passedStream(kind.events));
    GatewayProcess gateway(firstThenSecond(first, second), withFleetKeys());
    const auto answer = exchange(gateway.port(), passedAsk(kind));
    CHECK(answer.status == 200);
    CHECK(answer.body == allOf(kind.events));
    CHECK(answer.headerOr("x-signalbox-provider") == "second");
    const Row row = passedRecord(gateway);
    CHECK(number(row, "attempts") == 2);
    CHECK(passedNumbers(row) == kind.numbers);
}

TEST_CASE("forwards an error within a non-chat stream and records it")
{
    FakeUpstream first;
    FakeUpstream second;
    const PassedKind& kind = passedKinds()[0];
    const std::string error =
        "event: error\ndata: {\"type\":\"error\",\"error\":{\"code\":\"moderation_blocked\",\"message\":\"No.\"}}\n\n";
    servePassed(first, kind, passedStream({kind.events[0], error}));
    GatewayProcess gateway(firstThenSecond(first, second), withFleetKeys());
    const auto answer = exchange(gateway.port(), passedAsk(kind));
    CHECK(answer.body == kind.events[0] + error);
    CHECK(second.allRequests().empty());
    const Row row = passedRecord(gateway);
    CHECK(text(row, "outcome") == "interrupted");
    CHECK(text(row, "usage_origin") == "unknown");
}

TEST_CASE("waits for the last event of each of several images")
{
    FakeUpstream upstream;
    const PassedKind& kind = passedKinds()[0];
    Behaviour behaviour = passedStream({kind.events[1], kind.events[0], kind.events[1]});
    behaviour.gap = 1300; // longer than it waits after the last event
    servePassed(upstream, kind, behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    HttpRequest request = passedAsk(kind);
    request.body.insert(request.body.size() - 1, R"(,"n":2)");
    const auto answer = exchange(gateway.port(), request);
    CHECK(answer.body == allOf(*behaviour.events));
    const Row record = passedRecord(gateway);
    CHECK(text(record, "outcome") == "answered");
    CHECK(passedNumbers(record) == "100 8320 80 NULL"); // the sum of both
}

TEST_CASE("cancels a non-chat stream upstream when the client disconnects")
{
    const PassedKind& kind = passedKinds()[GENERATE(range<std::size_t>(0, 4))];
    CAPTURE(kind.name);
    FakeUpstream upstream;
    Behaviour behaviour = passedStream(kind.events);
    behaviour.stallAfter = 1;
    servePassed(upstream, kind, behaviour);
    GatewayProcess gateway(aliasConfiguration(upstream), withKey());
    {
        HttpClient client(gateway.port());
        client.send(toText(passedAsk(kind), gateway.port()));
        REQUIRE(client.readHead());
        REQUIRE(client.readBodyUntil(kind.events[0]));
    }
    CHECK(eventually([&] { return upstream.allRequests()[0].end == End::Cancelled; }));
    const Row row = passedRecord(gateway);
    CHECK(text(row, "outcome") == "cancelled");
    CHECK(text(row, "usage_origin") == "unknown");
}

TEST_CASE("an image may take longer than the first-byte timeout of text")
{
    FakeUpstream upstream;
    const PassedKind& kind = passedKinds()[0];
    Behaviour behaviour = passedStream({kind.events[1]});
    behaviour.stepped = true;
    servePassed(upstream, kind, behaviour);
    Json config = withoutHealth(aliasConfiguration(upstream));
    config["providers"][0]["timeouts"] = {{"first_byte_ms", 200}};
    config["listen"]["stream_comment_ms"] = 100;
    GatewayProcess gateway(config, withKey());
    HttpClient client(gateway.port());
    client.send(toText(passedAsk(kind), gateway.port()));
    CHECK_FALSE(client.readHead(1000));
    upstream.step();
    REQUIRE(client.readHead());
    REQUIRE(client.readToEnd());
    CHECK(client.answer().body == kind.events[1]);
}
