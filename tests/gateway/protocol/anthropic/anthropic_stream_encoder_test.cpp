#include "gateway/protocol/anthropic/anthropic_codec.h"

#include "anthropic_fixture.h"
#include "catch.h"
#include "codec_check.h"

#include "gateway/protocol/conversation/answer_builder.h"

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

namespace {

std::string encoded(const std::vector<AnswerEvent>& events, const Conversation* request = nullptr)
{
    AnswerContext context;
    context.request = request;
    context.id = "01EX";
    context.model = "asked-for";
    const auto encoder = anthropicCodec().makeEncoder(context);
    std::string out;
    for (const AnswerEvent& event : events)
        encoder->write(event, out);
    return out;
}

TokenUsage usage(std::int64_t input, std::int64_t output)
{
    TokenUsage result;
    result.input = Tokens{input};
    result.output = Tokens{output};
    return result;
}

PartGrew grew(int part, PartGrew::What what, const std::string& text)
{
    PartGrew event;
    event.part = part;
    event.what = what;
    event.text = text;
    return event;
}

using What = PartGrew::What;

constexpr const char* kStart = R"(event: message_start
data: {"type":"message_start","message":{"id":"msg_01EX","type":"message","role":"assistant","model":"asked-for","content":[],"stop_reason":null,"stop_sequence":null,"usage":{"input_tokens":0,"output_tokens":0}}}

event: ping
data: {"type":"ping"}

)";

} // namespace

TEST_CASE("emits all events that Anthropic clients require in the right order")
{
    ToolCall call;
    call.id = "call_1";
    call.name = "ls";
    const std::string stream = encoded({AnswerBegun{"chatcmpl-1", "m", 1, {}}, PartBegun{0, 0, Text{}},
        grew(0, What::Text, "Hi \"you\"\n"), PartEnded{0, 0}, PartBegun{0, 1, call}, grew(1, What::Input, "{\"a\""),
        grew(1, What::Input, ":1}"), PartEnded{0, 1}, ChoiceEnded{0, StopReason::Stop, {}}, UsageReported{usage(30, 7)},
        AnswerEnded{}, AnswerPing{}});
    CHECK(stream == std::string(kStart) + R"(event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi \"you\"\n"}}

event: content_block_stop
data: {"type":"content_block_stop","index":0}

event: content_block_start
data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"call_1","name":"ls","input":{}}}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"a\""}}

event: content_block_delta
data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":":1}"}}

event: content_block_stop
data: {"type":"content_block_stop","index":1}

event: message_delta
data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"input_tokens":30,"output_tokens":7}}

event: message_stop
data: {"type":"message_stop"}

)");
}

TEST_CASE("starts thinking only when there is some and shows only Anthropic signatures")
{
    const auto stream = [](Format origin) {
        Thinking thinking;
        thinking.origin = origin;
        std::string all = encoded({AnswerBegun{}, PartBegun{0, 0, thinking}, grew(0, What::Encrypted, "sealed"),
            PartEnded{0, 0}, PartBegun{0, 1, thinking}, grew(1, What::Summary, "one"), grew(1, What::Signature, "sig"),
            PartEnded{0, 1}, PartBegun{0, 2, thinking}, PartEnded{0, 2}});
        return all.substr(std::string_view(kStart).size());
    };
    CHECK(stream(Format::Gemini) == R"(event: content_block_start
data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

event: content_block_delta
data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"one"}}

event: content_block_stop
data: {"type":"content_block_stop","index":0}

)");
    const std::string own = stream(Format::Anthropic);
    CHECK(own.find(R"("index":0,"content_block":{"type":"redacted_thinking","data":"sealed"}})") != std::string::npos);
    CHECK(own.find(R"("index":1,"delta":{"type":"signature_delta","signature":"sig"}})") != std::string::npos);
    CHECK(own.find(R"("index":2)") == std::string::npos);
}

TEST_CASE("separates summary parts and does not repeat a thought that was summarised")
{
    PartGrew second = grew(0, What::Summary, "two");
    second.summaryIndex = 1;
    const std::string stream = encoded({AnswerBegun{}, PartBegun{0, 0, Thinking{}}, grew(0, What::Summary, "one"),
        second, grew(0, What::Text, "one and two"), PartEnded{0, 0}});
    CHECK(stream.find(R"("thinking":"\n\ntwo")") != std::string::npos);
    CHECK(stream.find("one and two") == std::string::npos);
}

TEST_CASE("content that the API does not support takes no block index")
{
    Media image;
    image.url = "https://e.com/a.png";
    Text cited;
    cited.origin = Format::OpenAiResponses;
    ToolCall free;
    free.id = "c";
    free.name = "patch";
    free.isFreeForm = true;
    const std::string stream = encoded({AnswerBegun{}, PartBegun{0, 0, Opaque{Format::OpenAiResponses, Json::object()}},
        PartEnded{0, 0}, PartBegun{0, 1, image}, PartEnded{0, 1}, PartBegun{0, 2, cited},
        grew(2, What::Annotations, R"([{"type":"url_citation"}])"), PartEnded{0, 2}, PartBegun{1, 0, Text{}},
        grew(3, What::Text, ""), PartEnded{1, 0}, PartBegun{0, 3, free}, grew(3, What::Input, "a\""),
        grew(3, What::Input, "b"), PartEnded{0, 3}});
    CHECK(stream.find(R"("index":0,"delta":{"type":"text_delta","text":"https://e.com/a.png"}})") != std::string::npos);
    CHECK(stream.find("citation") == std::string::npos);
    CHECK(stream.find(R"("index":1,"delta":{"type":"input_json_delta","partial_json":"{\"input\":\"a\\\"b\"}"}})")
        != std::string::npos);
    CHECK(stream.find(R"("index":2)") == std::string::npos);
}

TEST_CASE("omits empty text blocks")
{
    Text cited;
    cited.origin = Format::Anthropic;
    const std::string stream = encoded({AnswerBegun{}, PartBegun{0, 0, Text{}}, grew(0, What::Text, "Hi"), PartEnded{0, 0},
        PartBegun{0, 1, Text{}}, grew(1, What::Signature, "of Gemini's"), PartEnded{0, 1}, PartBegun{0, 2, Refusal{}},
        PartEnded{0, 2}, PartBegun{0, 3, cited}, grew(3, What::Annotations, R"([{"type":"page_location"}])"),
        PartEnded{0, 3}});
    CHECK(stream.find(R"("index":0,"delta":{"type":"text_delta","text":"Hi"}})") != std::string::npos);
    CHECK(stream.find(R"("index":1,"delta":{"type":"citations_delta","citation":{"type":"page_location"}}})")
        != std::string::npos);
    CHECK(stream.find(R"("index":2)") == std::string::npos);
}

TEST_CASE("an interrupted answer becomes an error if empty and otherwise has no end")
{
    struct Row {
        const char* name;
        Content content;
        const char* words;
        bool isError;
    };
    const std::vector<Row> rows{
        {"a thought", Thinking{}, "hm", true},
        {"an empty text", Text{}, "", true},
        {"a text", Text{}, "Half an", false},
        {"a call", ToolCall{}, "", false},
    };
    for (const Row& row : rows) {
        CAPTURE(row.name);
        const std::string stream = encoded({AnswerBegun{}, PartBegun{0, 0, row.content}, grew(0, What::Text, row.words),
            PartEnded{0, 0}, ChoiceEnded{0, StopReason::Error, {}}, AnswerEnded{}});
        CHECK((stream.find("event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"api_error\"") != std::string::npos)
            == row.isError);
        CHECK((stream.find(R"("stop_reason":"max_tokens")") != std::string::npos) != row.isError);
        CHECK((stream.find("message_stop") != std::string::npos) != row.isError);
    }
}

TEST_CASE("maps a failure to Anthropic's error type by status")
{
    struct Row {
        int status;
        const char* type;
    };
    const auto row = GENERATE(values<Row>({{529, "overloaded_error"}, {503, "overloaded_error"},
        {429, "rate_limit_error"}, {400, "invalid_request_error"}, {0, "api_error"}}));
    AnswerError error;
    error.message = "Too busy";
    error.status = row.status;
    const std::string stream = encoded({AnswerBegun{}, AnswerFailed{error}, AnswerEnded{}});
    CHECK(stream
        == std::string(kStart) + "event: error\ndata: {\"type\":\"error\",\"error\":{\"type\":\"" + row.type
            + "\",\"message\":\"Too busy\"}}\n\n");
}

TEST_CASE("a stream that breaks off has no final events")
{
    const std::string stream = encoded({AnswerBegun{}, PartBegun{0, 0, Text{}}, grew(0, What::Text, "a"),
        PartEnded{0, 0}, ChoiceEnded{0, StopReason::Stop, {}}, UsageReported{usage(1, 1)}});
    CHECK(stream.find("message_delta") == std::string::npos);
    CHECK(stream.find("message_stop") == std::string::npos);
}

TEST_CASE("a recorded stream gives the same answer after encoding")
{
    const std::string file = GENERATE(values<std::string>({"stream_thinking.sse", "stream_server_tool.sse"}));
    CAPTURE(file);
    ModelAnswer answer = decodedAtEveryCut(anthropicCodec(), anthropicData(file));
    checkStreamIdentity(anthropicCodec(), answer);
}
