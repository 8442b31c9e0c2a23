#include "full_requests.h"
#include "unknown_members.h"

#include "gateway/protocol/conversation/answer_builder.h"

#include "catch.h"
#include "codec_check.h"

#include <exception>
#include <set>
#include <string>
#include <vector>

using namespace gateway;
using namespace gateway::protocol;
using namespace tests;

// A value of another type than the documented one, in any place, may make a request or an answer invalid. It must never
// throw: that would end the exchange, and once ended the gateway.

namespace {

constexpr std::array kClients{Format::OpenAiChat, Format::OpenAiResponses, Format::Anthropic, Format::Gemini, Format::OllamaChat};

const std::vector<Json>& otherValues()
{
    static const std::vector<Json> kValues{nullptr, true, 7, -1.5, "x", Json::array(), Json::array({1}), Json::array({Json::object()}), Json::object(), Json{{"a", 1}}};
    return kValues;
}

void addPlaces(const Json& value, const Place& at, std::vector<Place>& places)
{
    places.push_back(at);
    if (value.is_object())
        for (const auto& [key, member] : value.items())
            addPlaces(member, at / key, places);
    else if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i)
            addPlaces(value[i], at / i, places);
}

std::vector<Place> placesIn(const Json& value)
{
    std::vector<Place> places;
    addPlaces(value, Place(), places);
    return places;
}

Json changed(Json value, const Place& place, const Json& other)
{
    value[place] = other;
    return value;
}

/// Runs `trial`, and adds what it throws to `complaints`.
template <class Trial> void watch(std::set<std::string>& complaints, const std::string& what, const Trial& trial)
{
    try {
        trial();
    } catch (const std::exception& fault) {
        if (complaints.size() < 20)
            complaints.insert(what + ": " + fault.what());
    }
}

void writeFor(Format client, const std::vector<AnswerEvent>& events)
{
    Conversation request;
    AnswerContext context;
    context.request = &request;
    context.id = "1";
    AnswerBuilder builder;
    const auto encoder = codecOf(client).makeEncoder(context);
    std::string out;
    for (const AnswerEvent& event : events) {
        builder.take(event);
        encoder->write(event, out);
    }
    (void)toText(codecOf(client).writeAnswer(builder.answer(), context));
}

/// Each place is tried with some of the values, for some client: all of them would take minutes.
struct Turns {
    static constexpr int kEach = 2;
    std::size_t turn = 0;

    const Json& nextValue() { return otherValues()[++turn % otherValues().size()]; }
    Format client() const { return kClients[(turn / kEach) % kClients.size()]; }
    const TableTarget& target() const { return kTableTargets[(turn / kEach) % kTableTargets.size()]; }
};

/// Further events than those of `shortStreams()`.
std::vector<Stream> furtherStreams()
{
    return {
        streamOf(Format::Anthropic, R"(data: {"type":"message_start","message":{"id":"m","model":"m","usage":{"input_tokens":1,"cache_read_input_tokens":2,"cache_creation":{"ephemeral_5m_input_tokens":1},"server_tool_use":{"web_search_requests":1}}}}

data: {"type":"content_block_start","index":0,"content_block":{"type":"thinking","thinking":"","signature":""}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"thinking_delta","thinking":"So"}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"signature_delta","signature":"s"}}

data: {"type":"content_block_stop","index":0}

data: {"type":"content_block_start","index":1,"content_block":{"type":"server_tool_use","id":"s1","name":"web_search","input":{}}}

data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{\"query\":\"q\"}"}}

data: {"type":"content_block_stop","index":1}

data: {"type":"content_block_start","index":2,"content_block":{"type":"web_search_tool_result","tool_use_id":"s1","content":[{"type":"web_search_result","url":"https://a.example","title":"A"}]}}

data: {"type":"content_block_stop","index":2}

data: {"type":"content_block_start","index":3,"content_block":{"type":"hologram","x":"a"}}

data: {"type":"content_block_delta","index":3,"delta":{"type":"text_delta","text":"b","x":"c"}}

data: {"type":"content_block_stop","index":3}

data: {"type":"content_block_start","index":4,"content_block":{"type":"text","text":"A","citations":[]}}

data: {"type":"content_block_delta","index":4,"delta":{"type":"citations_delta","citation":{"type":"web_search_result_location","url":"https://a.example","cited_text":"c"}}}

data: {"type":"content_block_delta","index":4,"delta":{"type":"text_delta","text":"b"}}

data: {"type":"message_delta","delta":{"stop_reason":"end_turn","stop_sequence":null},"usage":{"output_tokens":2}}

data: {"type":"message_stop"}

data: {"type":"error","error":{"type":"overloaded_error","message":"No."}}
)"),
        streamOf(Format::OpenAiResponses, R"(data: {"type":"response.created","response":{"id":"resp_1","model":"m","output":[]}}

data: {"type":"response.output_item.added","output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[]}}

data: {"type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}

data: {"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"So"}

data: {"type":"response.output_item.done","output_index":0,"item":{"type":"reasoning","id":"rs_1","summary":[{"type":"summary_text","text":"So"}],"encrypted_content":"e"}}

data: {"type":"response.output_item.added","output_index":1,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":""}}

data: {"type":"response.function_call_arguments.delta","item_id":"fc_1","output_index":1,"delta":"{}"}

data: {"type":"response.output_item.done","output_index":1,"item":{"type":"function_call","id":"fc_1","call_id":"call_1","name":"f","arguments":"{}"}}

data: {"type":"response.output_item.added","output_index":2,"item":{"type":"web_search_call","id":"ws_1","status":"in_progress","action":{"type":"search","query":"q"}}}

data: {"type":"response.output_item.done","output_index":2,"item":{"type":"custom_tool_call","id":"ct_1","call_id":"call_2","name":"g","input":"x"}}

data: {"type":"response.output_text.annotation.added","item_id":"msg_1","output_index":3,"content_index":0,"annotation_index":0,"annotation":{"type":"url_citation","url":"https://a.example","title":"A","start_index":0,"end_index":1}}

data: {"type":"response.refusal.delta","item_id":"msg_1","output_index":3,"content_index":1,"delta":"No"}

data: {"type":"response.failed","response":{"id":"resp_1","status":"failed","error":{"code":"server_error","message":"No."},"output":[]}}
)"),
        streamOf(Format::OpenAiChat, R"(data: {"id":"a","model":"m","choices":[{"index":0,"delta":{"role":"assistant","reasoning_content":"So","reasoning_details":[{"type":"reasoning.text","text":"So","signature":"s"}]}}]}

data: {"id":"a","choices":[{"index":0,"delta":{"content":[{"type":"text","text":"Hi"}],"refusal":"No","annotations":[{"type":"url_citation","url_citation":{"url":"https://a.example","title":"A","start_index":0,"end_index":1}}],"audio":{"id":"x","data":"QQ==","transcript":"Hi"}},"logprobs":{"content":[{"token":"H","logprob":-1,"bytes":[72],"top_logprobs":[]}]}}]}

data: {"id":"a","choices":[{"index":0,"delta":{"function_call":{"name":"f","arguments":"{}"},"images":[{"image_url":{"url":"data:image/png;base64,QQ=="}}]},"finish_reason":"length"}]}

data: {"error":{"message":"No.","type":"server_error","code":500}}
)"),
        streamOf(Format::Gemini, R"(data: {"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"So","thought":true,"thoughtSignature":"s"},{"functionCall":{"id":"1","name":"f","args":{"a":1}}},{"inlineData":{"mimeType":"image/png","data":"QQ=="}},{"executableCode":{"language":"PYTHON","code":"1"}},{"codeExecutionResult":{"outcome":"OUTCOME_OK","output":"1"}}]},"groundingMetadata":{"groundingChunks":[{"web":{"uri":"https://a.example","title":"A"}}],"groundingSupports":[{"segment":{"startIndex":0,"endIndex":1,"text":"a"},"groundingChunkIndices":[0]}],"webSearchQueries":["q"]},"citationMetadata":{"citationSources":[{"uri":"https://a.example","startIndex":0,"endIndex":1}]},"logprobsResult":{"chosenCandidates":[{"token":"a","logProbability":-1}]}}],"modelVersion":"m","responseId":"r"}

data: {"candidates":[{"index":0,"finishReason":"STOP","safetyRatings":[{"category":"c","probability":"LOW"}]}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3,"thoughtsTokenCount":1,"promptTokensDetails":[{"modality":"TEXT","tokenCount":1}]}}

data: {"promptFeedback":{"blockReason":"SAFETY","safetyRatings":[]}}

data: {"error":{"code":500,"message":"No.","status":"INTERNAL","details":[{"@type":"t","reason":"r"}]}}
)"),
        streamOf(Format::OllamaChat, R"({"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Hi","thinking":"So","tool_calls":[{"id":"1","function":{"index":0,"name":"f","arguments":{"a":1}}}],"images":["QQ=="]},"logprobs":[{"token":"a","logprob":-1}],"done":false}
{"model":"m","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","total_duration":1,"prompt_eval_count":1,"eval_count":2}
{"error":"No."}
)"),
    };
}

struct WholeAnswer {
    Format upstream;
    const char* body;
};

const std::vector<WholeAnswer>& wholeAnswers()
{
    static const std::vector<WholeAnswer> kAnswers{
        {Format::Anthropic, R"({"id":"m","type":"message","role":"assistant","model":"m","content":[{"type":"thinking","thinking":"So","signature":"s"},{"type":"redacted_thinking","data":"d"},{"type":"text","text":"Hi","citations":[{"type":"char_location","cited_text":"c","document_index":0}]},{"type":"tool_use","id":"t","name":"f","input":{"a":1}},{"type":"web_search_tool_result","tool_use_id":"s","content":[{"type":"web_search_result","url":"u","title":"A"}]},{"type":"hologram","x":1}],"stop_reason":"tool_use","stop_sequence":null,"usage":{"input_tokens":1,"output_tokens":2,"server_tool_use":{"web_search_requests":1}}})"},
        {Format::OpenAiResponses, R"({"id":"r","object":"response","status":"completed","model":"m","incomplete_details":null,"output":[{"type":"reasoning","id":"rs","summary":[{"type":"summary_text","text":"So"}],"content":[{"type":"reasoning_text","text":"So"}],"encrypted_content":"e"},{"type":"message","id":"msg","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hi","annotations":[{"type":"url_citation","url":"u","title":"A","start_index":0,"end_index":1}],"logprobs":[]},{"type":"refusal","refusal":"No"}]},{"type":"function_call","id":"fc","call_id":"c","name":"f","arguments":"{}"},{"type":"web_search_call","id":"ws","status":"completed","action":{"type":"search","query":"q"}},{"type":"custom_tool_call","id":"ct","call_id":"c2","name":"g","input":"x"},{"type":"hologram","id":"h"}],"usage":{"input_tokens":1,"output_tokens":2,"total_tokens":3,"input_tokens_details":{"cached_tokens":0}},"error":null})"},
        {Format::OpenAiChat, R"({"id":"a","object":"chat.completion","created":1,"model":"m","choices":[{"index":0,"message":{"role":"assistant","content":"Hi","reasoning_content":"So","refusal":null,"annotations":[{"type":"url_citation","url_citation":{"url":"u","title":"A","start_index":0,"end_index":1}}],"audio":{"id":"x","data":"QQ==","transcript":"Hi"},"tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}},{"id":"c2","type":"custom","custom":{"name":"g","input":"x"}}]},"logprobs":{"content":[{"token":"H","logprob":-1,"bytes":[72],"top_logprobs":[]}]},"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"completion_tokens_details":{"reasoning_tokens":1}}})"},
        {Format::Gemini, R"({"candidates":[{"index":0,"content":{"role":"model","parts":[{"text":"So","thought":true,"thoughtSignature":"s"},{"text":"Hi"},{"functionCall":{"name":"f","args":{"a":1}}},{"inlineData":{"mimeType":"image/png","data":"QQ=="}}]},"finishReason":"STOP","citationMetadata":{"citationSources":[{"uri":"u","startIndex":0,"endIndex":1}]},"groundingMetadata":{"groundingChunks":[{"web":{"uri":"u","title":"A"}}],"groundingSupports":[{"segment":{"startIndex":0,"endIndex":1},"groundingChunkIndices":[0]}]}}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3},"modelVersion":"m","responseId":"r"})"},
        {Format::OllamaChat, R"({"model":"m","created_at":"2026-01-01T00:00:00Z","message":{"role":"assistant","content":"Hi","thinking":"So","tool_calls":[{"function":{"name":"f","arguments":{"a":1}}}]},"done":true,"done_reason":"stop","prompt_eval_count":1,"eval_count":2})"},
        {Format::Bedrock, R"({"output":{"message":{"role":"assistant","content":[{"reasoningContent":{"reasoningText":{"text":"So","signature":"s"}}},{"text":"Hi"},{"toolUse":{"toolUseId":"t","name":"f","input":{"a":1}}},{"citationsContent":{"content":[{"text":"c"}],"citations":[]}}]}},"stopReason":"tool_use","usage":{"inputTokens":1,"outputTokens":2,"totalTokens":3,"cacheReadInputTokens":1},"metrics":{"latencyMs":1}})"},
        {Format::Cohere, R"({"id":"a","message":{"role":"assistant","content":[{"type":"text","text":"Hi"},{"type":"thinking","thinking":"So"}],"tool_plan":"p","tool_calls":[{"id":"c","type":"function","function":{"name":"f","arguments":"{}"}}],"citations":[{"start":0,"end":1,"text":"c","sources":[{"type":"tool","id":"s"}]}]},"finish_reason":"COMPLETE","usage":{"tokens":{"input_tokens":1,"output_tokens":2},"billed_units":{"input_tokens":1}}})"},
    };
    return kAnswers;
}

} // namespace

TEST_CASE("no value of another type in an event makes a stream's reader or a client's writer throw")
{
    std::vector<Stream> streams = shortStreams();
    for (Stream& each : furtherStreams())
        streams.push_back(std::move(each));
    std::set<std::string> complaints;
    Turns turns;
    for (const Stream& stream : streams)
        for (std::size_t line = 0; line < stream.lines.size(); ++line) {
            const auto event = eventIn(stream.lines[line]);
            for (const Place& place : event ? placesIn(*event) : std::vector<Place>())
                for (int i = 0; i < Turns::kEach; ++i) {
                    const Json& other = turns.nextValue();
                    std::string text;
                    for (std::size_t at = 0; at < stream.lines.size(); ++at) {
                        const std::string& before = stream.lines[at];
                        text += (at == line ? before.substr(0, before.find('{')) + toText(changed(*event, place, other)) : before) + '\n';
                    }
                    watch(complaints, std::to_string(static_cast<int>(stream.upstream)) + " line " + std::to_string(line) + " at \"" + place.to_string() + "\": " + toText(other),
                        [&] { writeFor(turns.client(), decoded(codecOf(stream.upstream), {text})); });
                }
        }
    CHECK(complaints == std::set<std::string>{});
    CHECK(turns.turn > 500);
}

TEST_CASE("no value of another type in an answer makes its reader or a client's writer throw")
{
    std::set<std::string> complaints;
    Turns turns;
    for (const WholeAnswer& answer : wholeAnswers()) {
        const Json body = parseJson(answer.body).value();
        REQUIRE(codecOf(answer.upstream).readAnswer(body, "1"));
        for (const Place& place : placesIn(body))
            for (int i = 0; i < Turns::kEach; ++i) {
                const Json& other = turns.nextValue();
                watch(complaints, std::to_string(static_cast<int>(answer.upstream)) + " at \"" + place.to_string() + "\": " + toText(other), [&] {
                    const auto read = codecOf(answer.upstream).readAnswer(changed(body, place, other), "1");
                    if (read)
                        writeFor(turns.client(), eventsOf(*read));
                });
            }
    }
    CHECK(complaints == std::set<std::string>{});
}

TEST_CASE("no value of another type in a request makes its reader or a target's writer throw")
{
    std::set<std::string> complaints;
    Turns turns;
    for (const TabledFormat& tabled : tabledFormats())
        for (const Json& request : fullRequests(tabled.format))
            for (const Place& place : placesIn(request))
                {
                    const Json& other = turns.nextValue();
                    const TableTarget& target = turns.target();
                    watch(complaints, std::string(tabled.name) + " for " + std::string(target.name) + " at \"" + place.to_string() + "\": " + toText(other),
                        [&] { (void)translated(tabled.format, changed(request, place, other), target); });
                }
    CHECK(complaints == std::set<std::string>{});
    CHECK(turns.turn > 300);
}
