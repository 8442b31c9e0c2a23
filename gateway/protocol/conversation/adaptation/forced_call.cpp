#include "forced_call.h"

#include "event_filter.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/protocol/conversation/translation/schema_reference.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr const char* kFreeInput = "input";

/// The tools that may be called.
std::vector<const Tool*> allowedTools(const Conversation& conversation)
{
    const AllowedTools allowed(conversation);
    std::vector<const Tool*> tools;
    for (const Tool& tool : conversation.tools)
        if (tool.kind != Tool::Kind::BuiltIn && allowed.holds(tool)) // such a target has no built-in tools
            tools.push_back(&tool);
    return tools;
}

Json schemaOfArguments(const Tool& tool)
{
    Json schema = tool.kind == Tool::Kind::Function && tool.parameters.is_object() ? tool.parameters : Json::object();
    if (!schema.contains("type"))
        schema["type"] = "object";
    if (tool.kind == Tool::Kind::FreeForm) {
        schema["properties"][kFreeInput] = Json{{"type", "string"}};
        schema["required"] = Json::array({kFreeInput});
    }
    return schema;
}

std::string askingFor(const Tool& tool)
{
    std::string words = "Call the tool \"" + tool.name + "\" now: answer with its arguments as one JSON object, and with nothing else.";
    if (!tool.description.empty())
        words += " What the tool does: " + tool.description;
    return words;
}

/// One call of several tools: {"name": ..., "arguments": {...}}. A schema of arguments may contain references to
/// itself, which are adapted.
Json schemaOfCall(const std::vector<const Tool*>& tools, const std::vector<std::string>& names)
{
    Json calls = Json::array();
    Json definitions = Json::object();
    for (std::size_t i = 0; i < tools.size(); ++i) {
        const std::string place = "arguments" + std::to_string(i + 1);
        Json arguments = schemaOfArguments(*tools[i]);
        if (moveReferences(arguments, "#/$defs/" + place)) {
            definitions[place] = std::move(arguments);
            arguments = Json{{"$ref", "#/$defs/" + place}};
        }
        Json properties{{"name", {{"type", "string"}, {"enum", Json::array({names[i]})}}}};
        properties["arguments"] = std::move(arguments);
        calls.push_back(Json{{"type", "object"}, {"properties", std::move(properties)}, {"required", Json::array({"name", "arguments"})}});
    }
    Json schema{{"anyOf", std::move(calls)}};
    if (!definitions.empty())
        schema["$defs"] = std::move(definitions);
    return schema;
}

std::string askingFor(const std::vector<const Tool*>& tools, const std::vector<std::string>& names)
{
    if (tools.size() == 1)
        return askingFor(*tools.front());
    std::string words = "Call one of these tools now: answer with one JSON object that has the tool's name as \"name\" and its arguments as "
                        "\"arguments\", and with nothing else. The tools:";
    for (std::size_t i = 0; i < tools.size(); ++i)
        words += "\n- \"" + names[i] + '"' + (tools[i]->description.empty() ? "" : ": " + tools[i]->description);
    return words;
}

/// The model's text as a call; empty if it was truncated.
std::optional<ToolCall> callOf(const AnswerDuties& duties, int choice, std::string said)
{
    ToolCall call;
    call.id = "call_" + duties.callId + '_' + std::to_string(choice);
    call.hasOwnId = false;
    call.name = duties.calls.front();
    call.input = std::move(said);
    if (duties.calls.size() == 1)
        return call;
    const auto json = parseJson(call.input);
    if (!json || json::textOf(*json, "name").empty())
        return std::nullopt;
    call.name = json::textOf(*json, "name");
    call.input = toText(json::fieldOf(*json, "arguments"));
    return call;
}

/// A truncated answer stays one.
StopReason stopOfCall(StopReason stop) { return endsForCalls(stop) ? StopReason::ToolCalls : stop; }

class CallGiver final : public EventFilter {
public:
    CallGiver(std::unique_ptr<AnswerDecoder> decoder, AnswerDuties duties)
        : EventFilter(std::move(decoder)), m_duties(std::move(duties))
    {
    }

protected:
    void take(AnswerEvent event, std::vector<AnswerEvent>& events) override
    {
        if (const auto* const begun = std::get_if<PartBegun>(&event))
            return begin(*begun, events);
        if (auto* const grew = std::get_if<PartGrew>(&event))
            return grow(*grew, events);
        if (const auto* const part = std::get_if<PartEnded>(&event)) {
            State& state = m_choices[part->choice];
            if (!state.isInCall)
                tell(state, std::move(event), events);
            return;
        }
        if (auto* const choice = std::get_if<ChoiceEnded>(&event))
            end(*choice, events);
        events.push_back(std::move(event));
    }

private:
    struct State {
        bool hasCalled = false;
        bool isInCall = false; ///< a text is open, or was the last part: another text continues the call
        std::string said; ///< text that names the called tool
        int parts = 0; ///< that were sent
    };

    bool isOneOfSeveral() const { return m_duties.calls.size() > 1; }

    static void tell(State& state, AnswerEvent event, std::vector<AnswerEvent>& events)
    {
        number(event, state.parts);
        events.push_back(std::move(event));
    }

    void begin(const PartBegun& begun, std::vector<AnswerEvent>& events)
    {
        State& state = m_choices[begun.choice];
        const bool isText = std::holds_alternative<Text>(begun.content);
        if (!isText) {
            close(begun.choice, state, events);
            return tell(state, begun, events);
        }
        if (std::exchange(state.isInCall, true))
            return;
        state.hasCalled = !isOneOfSeveral();
        if (state.hasCalled)
            tell(state, PartBegun{begun.choice, 0, *callOf(m_duties, begun.choice, {})}, events);
    }

    void grow(PartGrew& grew, std::vector<AnswerEvent>& events)
    {
        State& state = m_choices[grew.choice];
        if (!state.isInCall)
            return tell(state, std::move(grew), events);
        if (grew.what == PartGrew::What::Text && isOneOfSeveral())
            state.said += grew.text;
        else if (grew.what == PartGrew::What::Text)
            tell(state, PartGrew{grew.choice, 0, PartGrew::What::Input, std::move(grew.text), {}, 0}, events);
    }

    void close(int choice, State& state, std::vector<AnswerEvent>& events) const
    {
        if (!std::exchange(state.isInCall, false))
            return;
        if (isOneOfSeveral())
            beginSaid(choice, state, events);
        tell(state, PartEnded{choice, 0}, events);
    }

    /// Begins the call once its text is complete.
    void beginSaid(int choice, State& state, std::vector<AnswerEvent>& events) const
    {
        std::string said = std::exchange(state.said, {});
        auto call = callOf(m_duties, choice, said);
        state.hasCalled = call.has_value();
        const auto what = call ? PartGrew::What::Input : PartGrew::What::Text;
        if (call)
            said = std::exchange(call->input, {});
        tell(state, PartBegun{choice, 0, call ? Content(std::move(*call)) : Content(Text{})}, events);
        tell(state, PartGrew{choice, 0, what, std::move(said), {}, 0}, events);
    }

    void end(ChoiceEnded& choice, std::vector<AnswerEvent>& events)
    {
        State& state = m_choices[choice.choice];
        close(choice.choice, state, events);
        if (state.hasCalled)
            choice.stop = stopOfCall(choice.stop);
    }

    const AnswerDuties m_duties;
    std::map<int, State> m_choices;
};

void giveCall(const AnswerDuties& duties, Choice& choice)
{
    std::string said;
    for (const Part& part : choice.parts)
        if (const auto* const text = std::get_if<Text>(&part.content))
            said += text->text;
    const auto isText = [](const Part& part) { return std::holds_alternative<Text>(part.content); };
    auto call = std::ranges::any_of(choice.parts, isText) ? callOf(duties, choice.index, std::move(said)) : std::nullopt;
    if (!call)
        return;
    bool isFirst = true;
    std::erase_if(choice.parts, [&](const Part& part) { return isText(part) && !std::exchange(isFirst, false); });
    std::ranges::find_if(choice.parts, isText)->content = std::move(*call);
    choice.logProbs = {}; // they belong to the text
    choice.stop = stopOfCall(choice.stop);
}

} // namespace

std::vector<const Tool*> calledByForm(const Conversation& conversation, Format target, const TargetLimits& limits)
{
    const ToolChoice& choice = conversation.toolChoice;
    const bool isOllama = familyOf(target) == Format::OllamaChat;
    const bool isNamed = choice.kind == ToolChoice::Kind::Named;
    const bool isUntold = isOllama || (target == Format::OpenAiChat && (isNamed ? limits.noNaming : limits.noForcing));
    if (conversation.origin == target || !isUntold || (!isNamed && choice.kind != ToolChoice::Kind::Required))
        return {};
    const Tool* const named = isNamed ? toolNamed(&conversation, choice.name) : nullptr;
    if (isNamed)
        return named && named->kind != Tool::Kind::BuiltIn ? std::vector<const Tool*>{named} : std::vector<const Tool*>();
    auto tools = allowedTools(conversation);
    return tools.size() == 1 || isOllama ? tools : std::vector<const Tool*>();
}

std::vector<std::string> callNames(const Conversation& conversation, const std::vector<const Tool*>& tools)
{
    const ChoiceNames names(conversation.tools);
    std::vector<std::string> all(tools.size());
    std::ranges::transform(tools, all.begin(), [&](const Tool* tool) { return names.nameOf(idOf(*tool)); });
    return all;
}

Conversation withFormOf(const std::vector<const Tool*>& tools, const Conversation& conversation)
{
    const std::vector<std::string> names = callNames(conversation, tools);
    Conversation asked = conversation;
    const Tool& first = *tools.front();
    if (tools.size() == 1)
        asked.output = {OutputFormat::Kind::JsonSchema, first.name, {}, schemaOfArguments(first), first.strict};
    else
        asked.output = {OutputFormat::Kind::JsonSchema, "call", {}, schemaOfCall(tools, names), {}};
    Message message;
    message.role = Role::System;
    message.parts.push_back({Text{askingFor(tools, names)}, {}});
    const auto isOther = [](const Message& each) { return each.role != Role::System && each.role != Role::Developer; };
    asked.messages.insert(std::ranges::find_if(asked.messages, isOther), std::move(message));
    // built-in tools that are not sent are reported
    std::erase_if(asked.tools, [](const Tool& each) { return each.kind != Tool::Kind::BuiltIn; });
    asked.toolChoice = {};
    asked.parallelCalls.reset();
    asked.usesFunctions = false;
    return asked;
}

std::unique_ptr<AnswerDecoder> givingCall(std::unique_ptr<AnswerDecoder> decoder, const AnswerDuties& duties)
{
    return std::make_unique<CallGiver>(std::move(decoder), duties);
}

void giveCall(const AnswerDuties& duties, ModelAnswer& answer)
{
    for (Choice& choice : answer.choices)
        giveCall(duties, choice);
}

} // namespace gateway::protocol
