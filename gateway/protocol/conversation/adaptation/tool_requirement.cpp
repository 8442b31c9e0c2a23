#include "tool_requirement.h"

#include "forced_call.h"

#include "gateway/protocol/conversation/tool_name.h"

#include <QtGlobal>

#include <algorithm>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace gateway::protocol {

namespace {

/// The path of its type, which for Gemini is the name of a field.
std::string typePath(const Tool& tool)
{
    return tool.place + '.' + (tool.origin == Format::Gemini ? tool.name : "type");
}

bool isTaken(const Tool& tool, Format target) { return tool.kind != Tool::Kind::BuiltIn || tool.origin == target; }

void requireOffered(const Conversation& conversation, Format target, BodyProblem& problem)
{
    const Tool* missing = nullptr;
    bool hasOthers = false;
    for (const Tool& tool : conversation.tools) {
        if (isTaken(tool, target))
            hasOthers = true;
        else
            missing = missing ? missing : &tool;
    }
    if (missing && !hasOthers)
        problem.add(typePath(*missing),
            {QT_TRANSLATE_NOOP("Error", "is \"%1\", the only tool of the request, and the target's API does not support it. Choose a model of a "
                "provider that supports it, or define a function."),
                {asWritten(conversation.spellings, missing->name)}});
}

/// The path of the tool choice. Source: the API references; read 2026-11-21.
std::string choicePath(const Conversation& conversation)
{
    if (conversation.origin == Format::Gemini)
        return "toolConfig.functionCallingConfig";
    return conversation.usesFunctions ? "function_call" : "tool_choice";
}

/// The tools that choices refer to by name: Anthropic's own have a name in addition to their type.
class ChosenTools {
public:
    explicit ChosenTools(const std::vector<Tool>& tools)
        : m_tools(tools)
    {
        for (const Tool& tool : tools) {
            if (tool.kind != Tool::Kind::BuiltIn || !tool.definition.is_object())
                continue;
            const auto own = tool.definition.find("name");
            if (own != tool.definition.end() && own->is_string())
                m_own.try_emplace(own->get<std::string>(), &tool);
        }
    }

    const Tool* named(const std::string& name) const
    {
        if (const Tool* const tool = m_tools.named(name))
            return tool;
        const auto own = m_own.find(name);
        return own == m_own.end() ? nullptr : own->second;
    }

private:
    ToolFinder m_tools;
    std::unordered_map<std::string, const Tool*> m_own;
};

void requireChosen(
    const Conversation& conversation, const Tool* tool, Format target, const std::string& name, BodyProblem& problem)
{
    if (!tool)
        problem.add(choicePath(conversation),
            {QT_TRANSLATE_NOOP("Error", "names the tool \"%1\", which the request does not define. Name one that it defines, or let the model choose."), {name}});
    else if (!isTaken(*tool, target))
        problem.add(choicePath(conversation),
            {QT_TRANSLATE_NOOP("Error", "names the tool \"%1\", which the target's API does not support. Let the model choose, name a function, "
                "or choose a model of a provider that supports it."),
                {name}});
}

void requireChoice(const Conversation& conversation, Format target, BodyProblem& problem)
{
    const ToolChoice& choice = conversation.toolChoice;
    std::unordered_set<const Tool*> allowed;
    if (choice.kind == ToolChoice::Kind::Named || !choice.allowed.empty()) {
        const ChosenTools tools(conversation.tools);
        if (choice.kind == ToolChoice::Kind::Named)
            requireChosen(conversation, tools.named(choice.name), target, choice.name, problem);
        for (const std::string& name : choice.allowed)
            if (const Tool* const tool = tools.named(name))
                allowed.insert(tool);
            else
                requireChosen(conversation, nullptr, target, name, problem);
    }
    const auto isLeft = [&](const Tool& tool) {
        return isTaken(tool, target) && (choice.allowed.empty() || allowed.contains(&tool));
    };
    if (choice.kind == ToolChoice::Kind::Required && std::ranges::none_of(conversation.tools, isLeft))
        problem.add(choicePath(conversation),
            QT_TRANSLATE_NOOP("Error", "requires a tool call, but the target's API supports none of the tools. Define a function, or let the "
                "model answer without a tool call."));
}

/// A client that requires a call would get a text if the choice were left to the model. Source: Ollama, api/types.go,
/// ChatRequest (no choice at all), and its issue 11171. Read 2026-11-22.
void requireForcing(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem)
{
    const ToolChoice::Kind kind = conversation.toolChoice.kind;
    const bool isUnknown = familyOf(target) == Format::OllamaChat;
    const bool isUnmet = (kind == ToolChoice::Kind::Required && (isUnknown || limits.noForcing))
        || (kind == ToolChoice::Kind::Named && (isUnknown || limits.noNaming));
    if (isUnmet && conversation.origin != target && calledByForm(conversation, target, limits).empty())
        problem.add(choicePath(conversation),
            QT_TRANSLATE_NOOP("Error", "requires a call of one of several tools, which the target's API does not support. Name one tool, let "
                "the model choose, or choose a model of another provider."));
}

void requireFewer(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem)
{
    const auto count = std::ranges::count_if(conversation.tools, [&](const Tool& tool) { return isTaken(tool, target); });
    if (conversation.origin != target && limits.mostTools > 0 && static_cast<std::size_t>(count) > limits.mostTools)
        problem.add(conversation.usesFunctions ? "functions" : "tools",
            {QT_TRANSLATE_NOOP("Error", "has %1 tools, but the target's API accepts at most %2. Leave some out, or choose a model of another provider."),
                {std::to_string(count), std::to_string(limits.mostTools)}});
}

} // namespace

void requireTools(const Conversation& conversation, Format target, const TargetLimits& limits, BodyProblem& problem)
{
    if (conversation.toolChoice.kind == ToolChoice::Kind::None)
        return;
    requireOffered(conversation, target, problem);
    requireFewer(conversation, target, limits, problem);
    requireChoice(conversation, target, problem);
    requireForcing(conversation, target, limits, problem);
}

std::optional<Conversation> withSentToolsAllowed(const Conversation& conversation, Format target, Losses& losses)
{
    if (conversation.toolChoice.allowed.empty())
        return std::nullopt;
    const ToolFinder tools(conversation.tools);
    const auto isUnsent = [&](const std::string& name) {
        const Tool* const tool = tools.named(name);
        return tool && !isTaken(*tool, target);
    };
    if (std::ranges::none_of(conversation.toolChoice.allowed, isUnsent))
        return std::nullopt;
    for (const std::string& name : conversation.toolChoice.allowed)
        if (isUnsent(name)) // its writer does not see a tool that is no longer allowed
            losses.add("tools: " + tools.named(name)->name);
    Conversation sent = conversation;
    std::erase_if(sent.toolChoice.allowed, isUnsent);
    if (sent.toolChoice.allowed.empty())
        sent.toolChoice.kind = ToolChoice::Kind::None;
    return sent;
}

} // namespace gateway::protocol
