#include "gateway/protocol/conversation/answer_builder.h"
#include "gateway/protocol/responses/reasoning_envelope.h"
#include "gateway/protocol/responses/responses_codec.h"

#include "gateway/core/text/sse.h"

#include "catch.h"
#include "codec_check.h"
#include "responses_recorded.h"

#include <random>

using namespace gateway;
using namespace gateway::protocol;
using namespace gateway::protocol::responses;
using namespace tests;

namespace {


AnswerContext context(const Conversation* request = nullptr)
{
    AnswerContext made;
    made.request = request;
    made.model = "asked";
    made.id = "01XYZ";
    made.now_s = 1700000000;
    return made;
}

/// The events sent to a client, each with its type and sequence number.
std::vector<Json> encoded(const std::vector<AnswerEvent>& events, const AnswerContext& of)
{
    const auto encoder = openAiResponsesCodec().makeEncoder(of);
    std::string stream;
    for (const AnswerEvent& event : events)
        encoder->write(event, stream);
    SseReader reader;
    reader.feed(stream);
    std::vector<Json> all;
    SseReader::Event event;
    while (reader.next(event)) {
        all.push_back(json(std::string(event.data)));
        CHECK(all.back()["type"] == std::string(event.name));
        CHECK(all.back()["sequence_number"] == all.size() - 1);
    }
    CHECK(reader.rest().empty());
    return all;
}

std::vector<std::string> typesOf(const std::vector<Json>& events)
{
    std::vector<std::string> types;
    for (const Json& event : events)
        types.push_back(event["type"].get<std::string>().substr(event["type"] == "error" ? 0 : 9));
    return types;
}

ModelAnswer answerOf(std::vector<Content> contents, StopReason stop = StopReason::Stop)
{
    ModelAnswer answer;
    answer.id = "chatcmpl-1";
    answer.model = "upstream-model";
    answer.usage.origin = UsageOrigin::Reported;
    answer.usage.input = Tokens{10};
    answer.usage.cachedInput = Tokens{5};
    answer.usage.output = Tokens{7};
    answer.usage.reasoning = Tokens{2};
    Choice choice;
    for (Content& content : contents)
        choice.parts.push_back({std::move(content), {}});
    choice.stop = stop;
    answer.choices.push_back(std::move(choice));
    return answer;
}

Text text(const char* words)
{
    Text made;
    made.text = words;
    return made;
}

ToolCall call(const char* name, const std::string& input)
{
    ToolCall made;
    made.id = "call_1";
    made.name = name;
    made.input = input;
    return made;
}

/// A request with a namespaced function and a free-form tool.
Conversation request() { return readRequest(openAiResponsesCodec(), recorded("codex.request.json")); }

} // namespace

TEST_CASE("emits text events in the order that SDKs require")
{
    const auto events = encoded(eventsOf(answerOf({text("Hello")})), context());
    CHECK(typesOf(events)
        == std::vector<std::string>{"created", "in_progress", "output_item.added", "content_part.added",
            "output_text.delta", "output_text.done", "content_part.done", "output_item.done", "completed"});
    CHECK(events[0]["response"]["id"] == "resp_01xyz");
    CHECK(events[0]["response"]["model"] == "asked");
    CHECK(events[0]["response"]["created_at"] == 1700000000);
    CHECK(events[0]["response"]["status"] == "in_progress");
    CHECK(events[2]["item"]["id"] == "msg_01xyz_0");
    CHECK(events[4]["item_id"] == "msg_01xyz_0");
    CHECK(events[4]["output_index"] == 0);
    CHECK(events[4]["content_index"] == 0);
    CHECK(events[4]["logprobs"] == Json::array());
    CHECK(events[6]["part"]["annotations"] == Json::array());
    CHECK(events[7]["item"]["status"] == "completed");
    const Json& response = events[8]["response"];
    CHECK(response["status"] == "completed");
    CHECK(response["output"][0]["content"][0]["text"] == "Hello");
    CHECK(response["usage"] == json(R"({"input_tokens":15,"input_tokens_details":{"cached_tokens":5},"output_tokens":9,
                    "output_tokens_details":{"reasoning_tokens":2},"total_tokens":24})"));
}

TEST_CASE("emits citations of any origin as they arrive")
{
    struct Row {
        std::optional<Format> origin; ///< of the text when it begins
        const char* citation;
        const char* annotation;
    };
    const auto row = GENERATE(values<Row>({
        {std::nullopt, R"({"type":"url_citation","url_citation":{"url":"u","title":"t","start_index":0,"end_index":1}})",
            R"({"type":"url_citation","url":"u","title":"t","start_index":0,"end_index":1})"},
        {std::nullopt, R"({"type":"web_search_result_location","url":"u","title":"t","cited_text":"A"})",
            R"({"type":"url_citation","url":"u","title":"t","start_index":0,"end_index":0})"},
        {Format::OpenAiResponses, R"({"type":"file_citation","file_id":"f","index":1})",
            R"({"type":"file_citation","file_id":"f","index":1})"},
    }));
    CAPTURE(row.citation);
    Text begun;
    begun.origin = row.origin;
    std::vector<AnswerEvent> events{AnswerBegun{}, PartBegun{0, 0, begun}, PartGrew{0, 0, PartGrew::What::Text, "A", {}, 0},
        PartGrew{0, 0, PartGrew::What::Annotations, "[" + std::string(row.citation) + "," R"({"type":"char_location"}])",
            {}, 0},
        PartEnded{0, 0}, ChoiceEnded{0, StopReason::Stop}, AnswerEnded{}};
    if (row.origin)
        std::get<PartGrew>(events[3]).text = "[" + std::string(row.citation) + "]";
    const auto told = encoded(events, context());
    const auto types = typesOf(told);
    REQUIRE(types.size() == 10);
    CHECK(types[5] == "output_text.annotation.added");
    CHECK(types[6] == "output_text.done");
    Json expected{{"type", "response.output_text.annotation.added"}, {"sequence_number", 5}, {"item_id", "msg_01xyz_0"},
        {"output_index", 0}, {"content_index", 0}, {"annotation_index", 0}, {"annotation", json(row.annotation)}};
    CHECK(told[5] == expected);
    const Json all = Json::array({json(row.annotation)});
    CHECK(told[7]["part"]["annotations"] == all);
    CHECK(told[8]["item"]["content"][0]["annotations"] == all);
    CHECK(told[9]["response"]["output"][0]["content"][0]["annotations"] == all);
}

TEST_CASE("shows foreign reasoning as a summary that can be sent back")
{
    Thinking thinking;
    thinking.text = "Hmm, 12 ✓";
    thinking.signature = "sig";
    thinking.origin = Format::Anthropic;
    const auto events = encoded(
        eventsOf(answerOf({thinking, text("Hi"), call("exec_command", "{}")}, StopReason::ToolCalls)), context());
    CHECK(typesOf(events)
        == std::vector<std::string>{"created", "in_progress", "output_item.added", "reasoning_summary_part.added",
            "reasoning_summary_text.delta", "reasoning_summary_text.done", "reasoning_summary_part.done",
            "output_item.done", "output_item.added", "content_part.added", "output_text.delta", "output_text.done",
            "content_part.done", "output_item.done", "output_item.added", "function_call_arguments.delta",
            "function_call_arguments.done", "output_item.done", "completed"});
    const Json& item = events[7]["item"];
    CHECK(item["summary"] == json(R"([{"type":"summary_text","text":"Hmm, 12 ✓"}])"));
    const auto opened = openThinking(item["encrypted_content"].get<std::string>());
    REQUIRE(opened);
    CHECK(opened->text == thinking.text);
    CHECK(opened->signature == "sig");
    CHECK(opened->origin == Format::Anthropic);

    // The client returns the item.
    const Conversation again = readRequest(openAiResponsesCodec(), toText(Json{{"model", "m"}, {"input", Json::array({item})}}));
    CHECK(std::get<Thinking>(again.messages[0].parts[0].content).signature == "sig");
}

TEST_CASE("a truncated or filtered answer is incomplete")
{
    struct Row {
        StopReason stop;
        const char* type;
        const char* reason;
    };
    const auto row = GENERATE(values<Row>({
        {StopReason::Length, "response.incomplete", "max_output_tokens"},
        {StopReason::ContextFull, "response.incomplete", "max_output_tokens"},
        {StopReason::ContentFilter, "response.incomplete", "content_filter"},
        {StopReason::Error, "response.incomplete", "max_output_tokens"},
        {StopReason::StopSequence, "response.completed", ""},
        {StopReason::Refusal, "response.incomplete", "content_filter"}, // without a refusal text
    }));
    const auto events = encoded(eventsOf(answerOf({text("x")}, row.stop)), context());
    CHECK(events.back()["type"] == row.type);
    const Json& details = events.back()["response"]["incomplete_details"];
    CHECK((details.is_null() ? std::string() : details["reason"].get<std::string>()) == row.reason);
}

TEST_CASE("an answer that breaks off before any content has failed")
{
    Thinking thinking;
    thinking.text = "hm";
    for (const ModelAnswer& answer : {answerOf({}, StopReason::Error), answerOf({thinking}, StopReason::Error)}) {
        const auto events = encoded(eventsOf(answer), context());
        const auto types = typesOf(events);
        REQUIRE(types.size() >= 2);
        CHECK(types[types.size() - 2] == "error");
        CHECK(types.back() == "failed");
        CHECK(events.back()["response"]["error"]["code"] == "server_error");
        const Json whole = openAiResponsesCodec().writeAnswer(answer, context());
        CHECK(whole["status"] == "failed");
        CHECK(whole["usage"]["output_tokens"] == 9);
    }
}

TEST_CASE("marks a truncated tool call as incomplete")
{
    struct Row {
        StopReason stop;
        const char* arguments;
        const char* status;
    };
    const auto row = GENERATE(values<Row>({
        {StopReason::Length, R"({"x": "tr)", "incomplete"},
        {StopReason::Error, R"({"x": "tr)", "incomplete"},
        {StopReason::Length, R"({"x": "true"})", "completed"},
        {StopReason::ToolCalls, R"({"x": "tr)", "completed"},
    }));
    CAPTURE(static_cast<int>(row.stop), row.arguments);
    const auto events = encoded(
        eventsOf(answerOf({call("exec_command", "{}"), call("exec_command", row.arguments)}, row.stop)), context());
    const Json& output = events.back()["response"]["output"];
    REQUIRE(output.size() == 2);
    CHECK(output[0]["status"] == "completed");
    CHECK(output[1]["status"] == row.status);
    CHECK(output[1]["arguments"] == row.arguments);
    CHECK(output[0]["id"] != output[1]["id"]);
    const auto types = typesOf(events);
    REQUIRE(types.size() == 11); // the first call ends before the next begins
    CHECK(types[5] == "output_item.done");
    CHECK(types[6] == "output_item.added");
    CHECK(types[9] == "output_item.done");
    CHECK(events[9]["item"]["status"] == row.status);
}

TEST_CASE("reports a failure in both known forms and emits nothing after it")
{
    std::vector<AnswerEvent> events = eventsOf(answerOf({text("x")}));
    events.resize(3); // answer begun, part begun, first text
    events.emplace_back(AnswerFailed{{"Overloaded", "overloaded_error", "rate_limit_exceeded", 529}});
    events.emplace_back(AnswerEnded{});
    const auto told = encoded(events, context());
    const auto types = typesOf(told);
    REQUIRE(types.size() == 7);
    CHECK(types[5] == "error");
    CHECK(types[6] == "failed");
    CHECK(told[5]["error"]["message"] == "Overloaded");
    CHECK(told[6]["response"]["status"] == "failed");
    CHECK(told[6]["response"]["error"]["code"] == "rate_limit_exceeded");
}

TEST_CASE("a broken stream gets no final event")
{
    std::vector<AnswerEvent> events = eventsOf(answerOf({text("x")}));
    events.pop_back();
    const auto types = typesOf(encoded(events, context()));
    CHECK(types.back() == "output_item.done");
}

TEST_CASE("splits a namespaced tool name back into name and namespace")
{
    const Conversation asked = request();
    for (const char* name : {"multi_agent_v1__spawn_agent", "spawn_agent"}) {
        const auto events =
            encoded(eventsOf(answerOf({call(name, R"({"message":"a"})")}, StopReason::ToolCalls)), context(&asked));
        const Json& item = events.back()["response"]["output"][0];
        CHECK(item["type"] == "function_call");
        CHECK(item["name"] == "spawn_agent");
        CHECK(item["namespace"] == "multi_agent_v1");
        CHECK(item["call_id"] == "call_1");
        CHECK(item["status"] == "completed");
    }
    const auto events = encoded(eventsOf(answerOf({call("exec_command", "")})), context(&asked));
    CHECK_FALSE(events.back()["response"]["output"][0].contains("namespace"));
    CHECK(events.back()["response"]["output"][0]["arguments"] == "{}");
}

TEST_CASE("extracts free-form input from JSON arguments however they are split")
{
    struct Row {
        const char* arguments;
        const char* input;
    };
    const auto row = GENERATE(values<Row>({
        {R"({"input":"*** Begin Patch\n+\t\"x\" \\ \/\n"})", "*** Begin Patch\n+\t\"x\" \\ /\n"},
        {" {\n \"input\" : \"a\\u00e9\\ud83d\\ude42\\u2713b\" }\n", "aé🙂✓b"},
        {R"({"input":"\ud83dx\ude42\ud83d\ud83d\ude42\ud83d"})",
            "\xEF\xBF\xBDx\xEF\xBF\xBD\xEF\xBF\xBD🙂\xEF\xBF\xBD"},
        {R"({"input":""})", ""},
        {R"({"reason":"r","input":"later"})", "later"},
        {R"({"input":"first","more":"x"})", "first"},
        {R"({"patch":"p"})", R"({"patch":"p"})"},
        {R"({"input":{"a":1}})", R"({"input":{"a":1}})"},
        {"plain *** text", "plain *** text"},
        {R"("a text\n")", "a text\n"},
        {"{}", ""},
        {"", ""},
        {R"({"input":"cut o)", "cut o"},
    }));
    const Conversation asked = request();
    const std::string arguments = row.arguments;
    CAPTURE(arguments);
    for (std::size_t cut = 0; cut <= arguments.size(); ++cut) {
        std::vector<AnswerEvent> events = eventsOf(answerOf({call("apply_patch", "")}, StopReason::ToolCalls));
        PartGrew grew;
        grew.what = PartGrew::What::Input;
        if (cut == arguments.size()) { // byte by byte
            for (std::size_t i = arguments.size(); i > 0; --i) {
                grew.text = arguments[i - 1];
                events.insert(events.begin() + 2, grew);
            }
        } else {
            grew.text = arguments.substr(cut);
            events.insert(events.begin() + 2, grew);
            grew.text = arguments.substr(0, cut);
            events.insert(events.begin() + 2, grew);
        }
        // Here the bytes of one character may be separated, which never happens in JSON events.
        bool isAscii = true;
        for (const char c : arguments)
            isAscii = isAscii && static_cast<unsigned char>(c) < 0x80;
        REQUIRE(isAscii);
        const auto told = encoded(events, context(&asked));
        const Json& item = told.back()["response"]["output"][0];
        CAPTURE(cut);
        REQUIRE(item["type"] == "custom_tool_call");
        REQUIRE(item["input"] == row.input);
        REQUIRE(item["name"] == "apply_patch");
        std::string deltas;
        for (const Json& each : told)
            if (each["type"] == "response.custom_tool_call_input.delta")
                deltas += each["delta"].get<std::string>();
        REQUIRE(deltas == row.input);
    }
}

TEST_CASE("streams extracted free-form input as it arrives and passes native input unchanged")
{
    const Conversation asked = request();
    const auto encoder = openAiResponsesCodec().makeEncoder(context(&asked));
    std::string out;
    encoder->write(AnswerBegun{}, out);
    encoder->write(PartBegun{0, 0, call("apply_patch", "")}, out);
    out.clear();
    PartGrew grew;
    grew.what = PartGrew::What::Input;
    grew.text = R"({"input":"one\n)";
    encoder->write(grew, out);
    CHECK(out.find(R"("delta":"one\n")") != std::string::npos);

    ToolCall native = call("apply_patch", R"({"input":"x"})");
    native.isFreeForm = true;
    const auto events = encoded(eventsOf(answerOf({native})), context(&asked));
    CHECK(events.back()["response"]["output"][0]["input"] == R"({"input":"x"})");
}

TEST_CASE("keeps texts in one message unless they have different phases")
{
    Text comment = text("a");
    comment.phase = "commentary";
    Text last = text("b");
    last.phase = "final_answer";
    const Json apart = openAiResponsesCodec().writeAnswer(answerOf({comment, last}), context());
    CHECK(apart["output"].size() == 2);
    CHECK(apart["output"][1]["phase"] == "final_answer");
    const Json together = openAiResponsesCodec().writeAnswer(answerOf({text("a"), text("b"), Refusal{"c"}}), context());
    REQUIRE(together["output"].size() == 1);
    CHECK(together["output"][0]["content"].size() == 3);
    const Json between = openAiResponsesCodec().writeAnswer(answerOf({text("a"), call("f", "{}"), text("b")}), context());
    REQUIRE(between["output"].size() == 3);
    CHECK(between["output"][0]["id"] != between["output"][2]["id"]);
}

TEST_CASE("writes images and citations of other formats")
{
    Media picture;
    picture.data = "aGk=";
    picture.mediaType = "image/webp";
    Text cited = text("see");
    cited.origin = Format::OpenAiChat;
    cited.annotations =
        json(R"([{"type":"url_citation","url_citation":{"url":"u","title":"t","start_index":0,"end_index":3}}])");
    Text foreign = text("see");
    foreign.origin = Format::Anthropic;
    foreign.annotations = json(R"([{"type":"char_location"}])");
    const Json response = openAiResponsesCodec().writeAnswer(
        answerOf({picture, cited, foreign, Opaque{Format::Gemini, Json{{"executableCode", 1}}}}), context());
    REQUIRE(response["output"].size() == 2);
    CHECK(response["output"][0]["result"] == "aGk=");
    CHECK(response["output"][0]["output_format"] == "webp");
    CHECK(response["output"][1]["content"][0]["annotations"]
        == json(R"([{"type":"url_citation","url":"u","title":"t","start_index":0,"end_index":3}])"));
    CHECK(response["output"][1]["content"][1]["annotations"].empty());
}

TEST_CASE("the response repeats the settings of the request")
{
    const Conversation asked = readRequest(openAiResponsesCodec(), recorded("rich.request.json"));
    const Json response = openAiResponsesCodec().writeAnswer(answerOf({text("x")}), context(&asked));
    const Json body = json(recorded("rich.request.json"));
    for (const char* key : {"instructions", "tools", "tool_choice", "parallel_tool_calls", "metadata", "temperature",
             "top_p", "text", "truncation", "previous_response_id", "store", "max_output_tokens", "user"})
        CHECK(response[key] == body[key]);
    CHECK(response["reasoning"] == body["reasoning"]);
    CHECK(response["error"].is_null());
}
