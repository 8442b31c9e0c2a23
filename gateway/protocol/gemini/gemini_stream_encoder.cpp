#include "gemini_stream_encoder.h"

#include "answer_fields.h"
#include "gemini_answer.h"

#include "gateway/protocol/conversation/call_arguments.h"
#include "gateway/protocol/dialect.h"

#include <map>
#include <utility>
#include <vector>

namespace gateway::protocol::gemini {

namespace {

class Encoder : public AnswerEncoder {
public:
    explicit Encoder(const AnswerContext& context)
        : m_model(context.model)
        , m_id(context.id)
        , m_showsThoughts(showsThoughts(context))
        , m_isArray(context.asArray)
    {
    }

    void write(const AnswerEvent& event, std::string& out) override
    {
        std::visit([&](const auto& each) { take(each, out); }, event);
    }

private:
    struct State { // of a choice
        Content part; // the open part; a ToolCall collects its input
        std::vector<Json> halfCalls; // their arguments were not an object: the end of the answer decides whether they are truncated
        int summary = 0;
        bool isFinished = false;
        StopReason stop = StopReason::Unknown;
        std::string cause;
    };

    void take(const AnswerBegun& begun, std::string& out);
    void take(const PartBegun& begun, std::string& out);
    void take(const PartGrew& grew, std::string& out);
    void take(const PartEnded& ended, std::string& out);
    void take(const ChoiceEnded& ended, std::string& out);
    void take(const UsageReported& told, std::string& out);
    void take(const AnswerEnded& ended, std::string& out);
    void take(const AnswerFailed& failed, std::string& out);
    void take(const AnswerPing&, std::string&) { } // some clients do not support SSE comments

    void growText(const PartGrew& grew, State& state, std::string& out);
    void growThought(const PartGrew& grew, State& state, const Thinking& thinking, std::string& out);
    void put(int choice, const Json& part, std::string& out, const Json& more = {});
    void putNames(std::string& json) const;
    void putRaw(const std::string& json, std::string& out);

    std::string m_model;
    std::string m_id;
    const bool m_showsThoughts;
    const bool m_isArray;
    bool m_isFirst = true;
    TokenUsage m_usage;
    std::map<int, State> m_choices;
};

void Encoder::take(const AnswerBegun& begun, std::string&)
{
    if (m_model.empty())
        m_model = begun.model;
    if (!begun.id.empty())
        m_id = begun.id;
    m_usage = begun.usage;
}

void Encoder::take(const PartBegun& begun, std::string& out)
{
    State& state = m_choices[begun.choice];
    state.part = begun.content;
    state.summary = 0;
    const bool isWhole = std::holds_alternative<Media>(begun.content) || std::holds_alternative<Opaque>(begun.content);
    if (const Json part = isWhole ? partOf(begun.content) : Json(); !part.is_null())
        put(begun.choice, part, out);
}

void Encoder::growText(const PartGrew& grew, State& state, std::string& out)
{
    const auto* const text = std::get_if<Text>(&state.part);
    Json more;
    putLogProbs(more, grew.logProbs, false);
    Json part{{"text", ""}};
    if (grew.what == PartGrew::What::Text) {
        part["text"] = grew.text;
    } else if (grew.what == PartGrew::What::Signature && text) {
        part["thoughtSignature"] = grew.text;
    } else if (grew.what == PartGrew::What::Annotations && text && text->origin == Format::Gemini) {
        if (const auto annotations = parseJson(grew.text))
            putAnnotations(more, *annotations);
    } else {
        return;
    }
    put(grew.choice, part, out, more);
}

void Encoder::growThought(const PartGrew& grew, State& state, const Thinking& thinking, std::string& out)
{
    if (!m_showsThoughts)
        return;
    Json part{{"text", ""}, {"thought", true}};
    if (grew.what == PartGrew::What::Text)
        part["text"] = grew.text;
    else if (grew.what == PartGrew::What::Summary) // a new part begins a paragraph
        part["text"] = (std::exchange(state.summary, grew.summaryIndex) == grew.summaryIndex ? "" : "\n\n") + grew.text;
    else if (grew.what == PartGrew::What::Signature && thinking.origin == Format::Gemini)
        part["thoughtSignature"] = grew.text;
    else
        return;
    put(grew.choice, part, out);
}

void Encoder::take(const PartGrew& grew, std::string& out)
{
    State& state = m_choices[grew.choice];
    if (auto* const call = std::get_if<ToolCall>(&state.part)) {
        if (grew.what == PartGrew::What::Input)
            call->input += grew.text;
        else if (grew.what == PartGrew::What::Signature)
            call->signature += grew.text;
    } else if (const auto* const thinking = std::get_if<Thinking>(&state.part)) {
        growThought(grew, state, *thinking, out);
    } else if (std::holds_alternative<Text>(state.part) || std::holds_alternative<Refusal>(state.part)) {
        growText(grew, state, out);
    }
}

void Encoder::take(const PartEnded& ended, std::string& out)
{
    State& state = m_choices[ended.choice];
    if (const auto* const call = std::get_if<ToolCall>(&state.part)) {
        CallArguments arguments = argumentsOf(*call);
        Json part = callPart(*call, std::move(arguments.object));
        if (arguments.isWhole)
            put(ended.choice, part, out);
        else
            state.halfCalls.push_back(std::move(part));
    }
    state.part = Text();
}

void Encoder::take(const ChoiceEnded& ended, std::string& out)
{
    State& state = m_choices[ended.choice];
    for (const Json& part : std::exchange(state.halfCalls, {}))
        if (!isBrokenOff(ended.stop))
            put(ended.choice, part, out);
    state.isFinished = true;
    state.stop = ended.stop;
    state.cause = ended.cause;
}

void Encoder::take(const UsageReported& told, std::string&) { m_usage = told.usage; }

void Encoder::take(const AnswerEnded&, std::string& out)
{
    Json candidates = Json::array();
    for (const auto& [choice, state] : m_choices) {
        Json candidate;
        candidate["content"] = Json{{"parts", Json::array({Json{{"text", ""}}})}, {"role", "model"}};
        putFinish(candidate, state.stop, state.cause);
        candidate["index"] = choice;
        candidates.push_back(std::move(candidate));
    }
    std::string json = R"({"candidates":)" + gateway::toText(candidates);
    if (const Json usage = usageMetadata(m_usage); !usage.is_null())
        json += R"(,"usageMetadata":)" + gateway::toText(usage);
    putNames(json);
    putRaw(json, out);
    if (m_isArray)
        out += ']';
}

void Encoder::take(const AnswerFailed& failed, std::string& out)
{
    Error error;
    error.kind = ErrorKind::UpstreamError;
    error.message = asIs(failed.error.message);
    error.status = failed.error.status;
    putRaw(errorBody(Dialect::Gemini, error), out);
    if (m_isArray)
        out += ']';
}

/// Writes text directly: a piece of a stream is too small for building a tree.
void Encoder::put(int choice, const Json& part, std::string& out, const Json& more)
{
    std::string json = R"({"candidates":[{"content":{"parts":[)" + gateway::toText(part)
        + R"(],"role":"model"},"index":)" + std::to_string(choice);
    if (more.is_object())
        for (const auto& [key, value] : more.items())
            json += ",\"" + key + "\":" + gateway::toText(value); // our own names
    json += "}]";
    putNames(json);
    putRaw(json, out);
}

/// Adds what every chunk ends with.
void Encoder::putNames(std::string& json) const
{
    if (!m_model.empty())
        json += ",\"modelVersion\":" + gateway::toText(Json(m_model));
    if (!m_id.empty())
        json += ",\"responseId\":" + gateway::toText(Json(m_id));
    json += '}';
}

void Encoder::putRaw(const std::string& json, std::string& out)
{
    if (m_isArray)
        out += std::exchange(m_isFirst, false) ? "[" : ",\n";
    else
        out += "data: ";
    out += json;
    if (!m_isArray)
        out += "\r\n\r\n";
}

} // namespace

std::unique_ptr<AnswerEncoder> makeEncoder(const AnswerContext& context) { return std::make_unique<Encoder>(context); }

} // namespace gateway::protocol::gemini
