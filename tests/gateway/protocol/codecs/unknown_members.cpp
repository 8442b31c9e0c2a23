#include "unknown_members.h"

#include "gateway/protocol/conversation/model_answer.h"

#include <algorithm>
#include <array>

namespace tests {

using gateway::Json;
using gateway::parseJson;
using gateway::toText;
using namespace gateway::protocol;

namespace {

constexpr std::string_view kData = "data: ";
constexpr std::string_view kMore = "further fields"; // reported when there are more than fit into x-signalbox-dropped

bool isFreeForm(Format client, const std::string& key, const Json& value)
{
    constexpr std::array<std::string_view, 17> kFreeFormKeys{"parameters", "input_schema", "schema", "parametersJsonSchema", "responseSchema",
        "responseJsonSchema", "response", "args", "arguments", "metadata", "labels", "logit_bias", "output_schema", "input_examples", "partMetadata",
        "partialArgs", "properties"};
    if (key == "input")
        return value.is_object();
    if (key == "format")
        return client == Format::OllamaChat || client == Format::OllamaGenerate;
    return std::ranges::find(kFreeFormKeys, key) != kFreeFormKeys.end();
}

template <class Add> void walk(Format client, const Json& value, const Place& at, const Add& add)
{
    add(value, at);
    if (value.is_object())
        for (const auto& [key, member] : value.items()) {
            if (!isFreeForm(client, key, member))
                walk(client, member, at / key, add);
        }
    else if (value.is_array())
        for (std::size_t i = 0; i < value.size(); ++i)
            walk(client, value[i], at / i, add);
}

bool mentions(const std::vector<std::string>& losses, std::string_view word)
{
    return std::ranges::any_of(losses, [word](const std::string& loss) { return loss.find(word) != std::string::npos; });
}

/// Whether an object around `place` is dropped as a whole, reported by its type or name.
bool isLostAround(const std::vector<std::string>& losses, const Json& request, Place place)
{
    for (; !place.empty(); place.pop_back()) {
        const Json& around = request[place];
        const std::string key = place.back();
        const bool isName = key.find_first_not_of("0123456789") != std::string::npos;
        if (key == "citations" && mentions(losses, "annotations"))
            return true;
        if (isName && std::ranges::any_of(losses, [&](const std::string& loss) { return loss.ends_with(key); }))
            return true;
        if (around.is_object() && around.contains("type") && around["type"].is_string() && mentions(losses, around["type"].get<std::string>()))
            return true;
        if (around.is_object())
            for (const auto& [name, value] : around.items()) // Gemini's parts and tools are reported by their field name
                if (std::ranges::any_of(losses, [&field = name](const std::string& loss) { return loss.ends_with(": " + field) || loss.ends_with(" type " + field); }))
                    return true;
    }
    return false;
}

/// Whether `place` is in a tool that the target does not receive, such as a withdrawn one.
bool isOfMissingTool(const Json& request, const Place& place, const std::string& sent)
{
    if (!place.to_string().starts_with("/tools/"))
        return false;
    const Json tool = request[place].flatten();
    for (const auto& [path, value] : tool.items())
        if (path.ends_with("/name") && value.is_string())
            return sent.find(value.get<std::string>()) == std::string::npos;
    return false;
}

/// `isType`: whether it is reported by its path, or by the object that contains it.
std::string complaintOf(Format client, const Json& before, const Json& after, const Place& place, bool isType)
{
    for (const TableTarget& target : kTableTargets) {
        if (target.format == client)
            continue;
        const Translated old = translated(client, before, target);
        if (!old.refusal.empty())
            continue;
        const Translated made = translated(client, after, target);
        const std::string what = std::string(kMadeUp) + " at \"" + place.to_string() + "\" towards " + std::string(target.name);
        if (!made.refusal.empty())
            return what + " is refused: " + made.refusal;
        const bool isNamed = mentions(made.losses, kMadeUp) || (isType && made.losses.size() > old.losses.size()) || mentions(made.losses, kMore) || isLostAround(old.losses, before, place);
        if (made.text == old.text && !isNamed && !isOfMissingTool(before, place, old.text))
            return what + " is neither carried nor named";
    }
    return {};
}

struct Heard {
    std::vector<std::size_t> kinds; // of the events, in order
    bool isFailed = false;
};

Heard heard(const Stream& stream, const std::vector<std::string>& lines)
{
    const auto decoder = codecOf(stream.upstream).makeDecoder("id");
    std::vector<AnswerEvent> events;
    for (const std::string& line : lines)
        decoder->feed(line + '\n', events);
    decoder->finish(events);
    Heard all;
    for (const AnswerEvent& event : events) {
        all.kinds.push_back(event.index());
        all.isFailed = all.isFailed || std::holds_alternative<AnswerFailed>(event);
    }
    return all;
}

std::string lineOf(const std::string& like, const Json& event) { return (like.starts_with(kData) ? std::string(kData) : "") + toText(event); }

std::string complaintOf(const Stream& stream, const std::vector<std::string>& lines, const std::string& what)
{
    const Heard before = heard(stream, stream.lines);
    if (before.isFailed)
        return {};
    const Heard after = heard(stream, lines);
    if (after.isFailed)
        return what + " ends the stream";
    return after.kinds == before.kinds ? std::string() : what + " changes what is heard";
}

/// Reasoning is sent only to its own vendor, and tools that the model may not use to no other format.
bool isOfItsMaker(const Json& body, const Place& at)
{
    const Json& around = body[at.parent_pointer()];
    const bool isThought = around.is_object() && around.contains("type") && around["type"] == "reasoning";
    const bool isRestricted = body.contains("tool_choice") && toText(body["tool_choice"]).find("allowed_tools") != std::string::npos;
    return isThought || at.back() == "reasoning_details" || (isRestricted && at.to_string() == "/tools");
}

} // namespace

std::vector<Place> openObjects(Format client, const Json& body)
{
    std::vector<Place> places;
    walk(client, body, Place(), [&](const Json& value, const Place& at) {
        if (value.is_object())
            places.push_back(at);
    });
    return places;
}

std::vector<Place> openLists(const Json& body)
{
    std::vector<Place> places;
    walk(Format::OpenAiChat, body, Place(), [&](const Json& value, const Place& at) {
        const bool isOfTypes = value.is_array() && !value.empty() && value.front().is_object() && value.front().contains("type");
        if (isOfTypes && !isOfItsMaker(body, at))
            places.push_back(at);
    });
    return places;
}

std::string complaintAboutMember(Format client, const Json& request, const Place& place, const Json& value)
{
    if (!codecOf(client).readRequest(request, placeFor(client)))
        return {};
    Json made = request;
    made[place][std::string(kMadeUp)] = value;
    if (const auto read = codecOf(client).readRequest(made, placeFor(client)); !read)
        return std::string(kMadeUp) + " at \"" + place.to_string() + "\" is refused: " + read.error().text();
    const bool saysNothing = value.is_null() || (value.is_array() && value.empty());
    return saysNothing ? std::string() : complaintOf(client, request, made, place, false);
}

bool isTakenBy(Format client, const Json& request, Format target) { return translated(client, request, target).refusal.empty(); }

std::string complaintAboutType(Format client, const Json& request, const Place& place)
{
    if (!codecOf(client).readRequest(request, placeFor(client)))
        return {};
    Json made = request;
    made[place].push_back(Json{{"type", kMadeUp}, {"name", "a"}, {"text", "b"}});
    if (const auto read = codecOf(client).readRequest(made, placeFor(client)); !read)
        return std::string(kMadeUp) + " in \"" + place.to_string() + "\" is refused: " + read.error().text();
    return complaintOf(client, request, made, place, true);
}

Stream streamOf(Format upstream, std::string_view text)
{
    Stream stream{upstream, {}};
    for (std::size_t end = 0; end != std::string_view::npos; text.remove_prefix(std::min(end + 1, text.size()))) {
        end = text.find('\n');
        stream.lines.emplace_back(text.substr(0, end));
    }
    return stream;
}

std::optional<Json> eventIn(const std::string& line)
{
    std::string_view text = line;
    if (text.starts_with(kData))
        text.remove_prefix(kData.size());
    if (!text.starts_with('{'))
        return std::nullopt;
    auto event = parseJson(text);
    return event && event->is_object() ? std::optional(std::move(*event)) : std::nullopt;
}

std::string complaintAboutMember(const Stream& stream, std::size_t line, const Place& place, const Json& value)
{
    auto event = eventIn(stream.lines[line]);
    if (!event)
        return {};
    (*event)[place][std::string(kMadeUp)] = value;
    auto lines = stream.lines;
    lines[line] = lineOf(lines[line], *event);
    return complaintOf(stream, lines, std::string(kMadeUp) + " at \"" + place.to_string() + "\" of line " + std::to_string(line));
}

std::string complaintAboutType(const Stream& stream, std::size_t line)
{
    auto lines = stream.lines;
    const Json event{{"type", kMadeUp}, {"event", kMadeUp}, {"value", 1}};
    const bool isSse = std::ranges::any_of(lines, [](const std::string& each) { return each.starts_with(kData); });
    std::vector<std::string> added{isSse ? std::string(kData) + toText(event) : toText(event)};
    if (isSse)
        added.emplace_back();
    // Events end with an empty line: insert the new one between two events.
    while (isSse && line > 0 && !lines[line - 1].empty())
        --line;
    lines.insert(lines.begin() + static_cast<std::ptrdiff_t>(line), added.begin(), added.end());
    return complaintOf(stream, lines, "an event of an unknown type before line " + std::to_string(line));
}

const std::vector<Stream>& shortStreams()
{
    static const std::vector<Stream> kStreams{
        streamOf(Format::OpenAiChat,
            R"(data: {"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"role":"assistant","content":"Hi"},"finish_reason":null}]}

data: {"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"call_1","type":"function","function":{"name":"f","arguments":"{}"}}]},"finish_reason":null}]}

data: {"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}

data: {"id":"a","object":"chat.completion.chunk","created":1,"model":"m","choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"prompt_tokens_details":{"cached_tokens":0}}}

data: [DONE]
)"),
        streamOf(Format::OpenAiResponses,
            R"(data: {"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","status":"in_progress","model":"m","output":[]}}

data: {"type":"response.output_item.added","sequence_number":1,"output_index":0,"item":{"type":"message","id":"msg_1","status":"in_progress","role":"assistant","content":[]}}

data: {"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}

data: {"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hi"}

data: {"type":"response.output_text.done","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"text":"Hi"}

data: {"type":"response.content_part.done","sequence_number":5,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"Hi","annotations":[]}}

data: {"type":"response.output_item.done","sequence_number":6,"output_index":0,"item":{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hi","annotations":[]}]}}

data: {"type":"response.completed","sequence_number":7,"response":{"id":"resp_1","object":"response","status":"completed","model":"m","output":[{"type":"message","id":"msg_1","status":"completed","role":"assistant","content":[{"type":"output_text","text":"Hi","annotations":[]}]}],"usage":{"input_tokens":1,"input_tokens_details":{"cached_tokens":0},"output_tokens":2,"output_tokens_details":{"reasoning_tokens":0},"total_tokens":3}}}
)"),
        streamOf(Format::Anthropic,
            R"(data: {"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"m","content":[],"stop_reason":null,"usage":{"input_tokens":1,"output_tokens":1}}}

data: {"type":"content_block_start","index":0,"content_block":{"type":"text","text":""}}

data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"Hi"}}

data: {"type":"content_block_stop","index":0}

data: {"type":"content_block_start","index":1,"content_block":{"type":"tool_use","id":"toolu_1","name":"f","input":{}}}

data: {"type":"content_block_delta","index":1,"delta":{"type":"input_json_delta","partial_json":"{}"}}

data: {"type":"content_block_stop","index":1}

data: {"type":"message_delta","delta":{"stop_reason":"tool_use","stop_sequence":null},"usage":{"output_tokens":2}}

data: {"type":"message_stop"}
)"),
        streamOf(Format::Gemini,
            R"(data: {"candidates":[{"content":{"role":"model","parts":[{"text":"Hi"}]},"index":0}],"modelVersion":"m","responseId":"a"}

data: {"candidates":[{"content":{"role":"model","parts":[{"functionCall":{"name":"f","args":{}}}]},"finishReason":"STOP","index":0}],"usageMetadata":{"promptTokenCount":1,"candidatesTokenCount":2,"totalTokenCount":3},"modelVersion":"m","responseId":"a"}
)"),
        streamOf(Format::OllamaChat,
            R"({"model":"m","created_at":"2026-11-28T00:00:00Z","message":{"role":"assistant","content":"Hi"},"done":false}
{"model":"m","created_at":"2026-11-28T00:00:00Z","message":{"role":"assistant","content":"","tool_calls":[{"function":{"name":"f","arguments":{}}}]},"done":false}
{"model":"m","created_at":"2026-11-28T00:00:00Z","message":{"role":"assistant","content":""},"done":true,"done_reason":"stop","prompt_eval_count":1,"eval_count":2}
)"),
        streamOf(Format::Cohere,
            R"(data: {"type":"message-start","id":"a","delta":{"message":{"role":"assistant","content":[],"tool_plan":"","tool_calls":[],"citations":[]}}}

data: {"type":"content-start","index":0,"delta":{"message":{"content":{"type":"text","text":""}}}}

data: {"type":"content-delta","index":0,"delta":{"message":{"content":{"text":"Hi"}}}}

data: {"type":"content-end","index":0}

data: {"type":"message-end","delta":{"finish_reason":"COMPLETE","usage":{"billed_units":{"input_tokens":1,"output_tokens":2},"tokens":{"input_tokens":1,"output_tokens":2}}}}

data: [DONE]
)"),
    };
    return kStreams;
}

} // namespace tests
