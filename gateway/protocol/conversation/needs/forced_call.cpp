#include "forced_call.h"

#include "event_filter.h"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr const char* kFreeInput = "input";

/// The one that may be called; null: none, or several.
const Tool* onlyTool(const Conversation& conversation)
{
    const AllowedTools allowed(conversation);
    const Tool* only = nullptr;
    for (const Tool& tool : conversation.tools) {
        if (tool.kind == Tool::Kind::BuiltIn || !allowed.holds(tool)) // such a target has none of its own
            continue;
        if (only)
            return nullptr;
        only = &tool;
    }
    return only;
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

ToolCall callBy(const AnswerDuties& duties, int choice)
{
    ToolCall call;
    call.id = "call_" + duties.callId + '_' + std::to_string(choice);
    call.name = duties.call;
    call.hasOwnId = false;
    return call;
}

/// An answer that was cut stays one.
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
        bool isInCall = false; ///< a text is open, or was the last part: another one goes on with the call
        int parts = 0; ///< that were told
    };

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
        state.hasCalled = true;
        tell(state, PartBegun{begun.choice, 0, callBy(m_duties, begun.choice)}, events);
    }

    void grow(PartGrew& grew, std::vector<AnswerEvent>& events)
    {
        State& state = m_choices[grew.choice];
        if (!state.isInCall)
            return tell(state, std::move(grew), events);
        if (grew.what == PartGrew::What::Text)
            tell(state, PartGrew{grew.choice, 0, PartGrew::What::Input, std::move(grew.text), {}, 0}, events);
    }

    static void close(int choice, State& state, std::vector<AnswerEvent>& events)
    {
        if (std::exchange(state.isInCall, false))
            tell(state, PartEnded{choice, 0}, events);
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
    ToolCall call = callBy(duties, choice.index);
    bool isFirst = true;
    std::erase_if(choice.parts, [&](const Part& part) {
        const auto* const text = std::get_if<Text>(&part.content);
        if (text)
            call.input += text->text;
        return text && !std::exchange(isFirst, false);
    });
    const auto place = std::ranges::find_if(choice.parts, [](const Part& part) { return std::holds_alternative<Text>(part.content); });
    if (place == choice.parts.end())
        return;
    place->content = std::move(call);
    choice.logProbs = {}; // which are of a text
    choice.stop = stopOfCall(choice.stop);
}

} // namespace

const Tool* calledByForm(const Conversation& conversation, Format target, const TargetLimits& limits)
{
    const ToolChoice& choice = conversation.toolChoice;
    const bool isOllama = familyOf(target) == Format::OllamaChat;
    const bool isNamed = choice.kind == ToolChoice::Kind::Named;
    const bool isUntold = isOllama || (target == Format::OpenAiChat && (isNamed ? limits.noNaming : limits.noForcing));
    if (conversation.origin == target || !isUntold || (!isNamed && choice.kind != ToolChoice::Kind::Required))
        return nullptr;
    const Tool* const tool = isNamed ? toolNamed(&conversation, choice.name) : onlyTool(conversation);
    return tool && tool->kind != Tool::Kind::BuiltIn ? tool : nullptr;
}

Conversation withFormOf(const Tool& tool, const Conversation& conversation)
{
    Conversation asked = conversation;
    asked.output = {OutputFormat::Kind::JsonSchema, tool.name, {}, schemaOfArguments(tool), tool.strict};
    Message message;
    message.role = Role::System;
    message.parts.push_back({Text{askingFor(tool)}, {}});
    const auto isOther = [](const Message& each) { return each.role != Role::System && each.role != Role::Developer; };
    asked.messages.insert(std::ranges::find_if(asked.messages, isOther), std::move(message));
    std::erase_if(asked.tools, [](const Tool& each) { return each.kind != Tool::Kind::BuiltIn; }); // what is not sent of the rest is reported
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
