#include "tool_name.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

/// What a format takes for a name. Sources: OpenAI API reference, tools[].name; Anthropic API
/// reference, tools[].name; Amazon Bedrock API reference, ToolSpecification; Gemini API
/// reference, FunctionDeclaration. Read 2026-11-21.
struct NameRule {
    decltype(asciiSet("")) allowed;
    std::size_t most;
    bool hasGroups = false;
    bool startsWithLetter = false; ///< or with '_'
};

constexpr decltype(asciiSet("")) everyByte()
{
    decltype(asciiSet("")) all{};
    all.fill(true);
    return all;
}

constexpr NameRule kOfOpenAi{asciiSet("_-"), 64};
constexpr NameRule kOfOpenAiResponses{asciiSet("_-"), 64, true};
constexpr NameRule kOfAnthropicTools{asciiSet("_-"), 128};
constexpr NameRule kOfGeminiTools{asciiSet("_.:-"), 64, false, true};
/// Ollama and Cohere take any name, of which groups have to be a part.
constexpr NameRule kOfOthers{everyByte(), 4096};
constexpr std::array kNameRules{&kOfOpenAi, &kOfAnthropicTools, &kOfGeminiTools, &kOfOthers};

const NameRule& nameRuleOf(Format format)
{
    switch (format) {
    case Format::OpenAiChat:
    case Format::Bedrock: return kOfOpenAi;
    case Format::OpenAiResponses: return kOfOpenAiResponses;
    case Format::Anthropic: return kOfAnthropicTools;
    case Format::Gemini: return kOfGeminiTools;
    default: return kOfOthers;
    }
}

/// FNV-1a, 32 bits, behind '_': only to tell names of one request apart.
std::string checksum(std::string_view nameSpace, std::string_view name)
{
    constexpr std::size_t kDigits = 8;
    std::uint32_t sum = 2166136261U;
    const auto add = [&sum](char c) { sum = (sum ^ static_cast<unsigned char>(c)) * 16777619U; };
    std::ranges::for_each(nameSpace, add);
    add('\0');
    std::ranges::for_each(name, add);
    std::string mark = "_";
    for (std::size_t i = 0; i < kDigits; ++i, sum >>= 4U)
        mark += "0123456789abcdef"[sum & 0xfU];
    return mark;
}

/// `name` with a checksum of what it stands for, and no longer than `most`.
std::string marked(std::string name, std::size_t most, std::string_view nameSpace, std::string_view toolName)
{
    const std::string mark = checksum(nameSpace, toolName);
    name.resize(std::min(name.size(), most - mark.size()));
    return name + mark;
}

bool startsRight(const NameRule& rule, std::string_view name)
{
    const char first = name.empty() ? '\0' : asciiLower(name.front());
    return !rule.startsWithLetter || first == '_' || (first >= 'a' && first <= 'z');
}

std::string cleaned(const NameRule& rule, std::string name)
{
    if (!startsRight(rule, name))
        name.insert(name.begin(), '_');
    for (char& c : name)
        if (!rule.allowed[static_cast<unsigned char>(c)])
            c = '_';
    return name;
}

bool isToolOf(const Tool& tool, std::string_view nameSpace, std::string_view name)
{
    return tool.nameSpace == nameSpace && tool.name == name;
}

/// Which tools would be called the same, were names cleaned only.
class CleanNames {
public:
    CleanNames(const NameRule& rule, const std::vector<Tool>& tools)
        : m_rule(rule)
    {
        for (const Tool& tool : tools) {
            if (tool.kind == Tool::Kind::BuiltIn)
                continue;
            const auto [at, isNew] =
                m_owners.try_emplace(cleaned(rule, flatToolName(tool.nameSpace, tool.name)), Owner{&tool, false});
            if (!isNew && !isToolOf(*at->second.tool, tool.nameSpace, tool.name))
                at->second.hasOthers = true;
        }
    }

    std::string fittingName(std::string_view nameSpace, std::string_view name) const
    {
        const std::string flat = flatToolName(nameSpace, name);
        std::string clean = cleaned(m_rule, flat);
        const bool isItself = nameSpace.empty() && clean == flat; // which others give way to
        if (clean.size() <= m_rule.most && (isItself || !isOthers(clean, nameSpace, name)))
            return clean;
        return marked(std::move(clean), m_rule.most, nameSpace, name);
    }

private:
    struct Owner {
        const Tool* tool; // the first
        bool hasOthers; // that have another name
    };

    /// Another tool than the one of that name would be called the same.
    bool isOthers(const std::string& clean, std::string_view nameSpace, std::string_view name) const
    {
        const auto owner = m_owners.find(clean);
        return owner != m_owners.end() && (owner->second.hasOthers || !isToolOf(*owner->second.tool, nameSpace, name));
    }

    const NameRule& m_rule;
    std::unordered_map<std::string, Owner> m_owners;
};

/// Gives the names of one conversation for one target.
class Naming {
public:
    Naming(const NameRule& rule, const std::vector<Tool>& tools)
        : m_rule(rule)
        , m_tools(tools)
    {
    }

    /// Null: the name is right as it is, or flat.
    const std::string* nameFor(const std::string& nameSpace, const std::string& name)
    {
        if (nameSpace.empty() ? fits(name) : m_rule.hasGroups)
            return nullptr;
        const auto [at, isNew] = m_names.try_emplace({nameSpace, name});
        if (isNew) {
            if (!m_clean)
                m_clean.emplace(m_rule, m_tools);
            at->second = m_clean->fittingName(nameSpace, name);
        }
        return at->second == flatToolName(nameSpace, name) ? nullptr : &at->second;
    }

private:
    bool fits(std::string_view name) const
    {
        return name.size() <= m_rule.most && startsRight(m_rule, name)
            && std::ranges::all_of(name, [&](char c) { return m_rule.allowed[static_cast<unsigned char>(c)]; });
    }

    const NameRule& m_rule;
    const std::vector<Tool>& m_tools;
    std::optional<CleanNames> m_clean; // once a name does not fit
    std::map<std::pair<std::string, std::string>, std::string> m_names;
};

bool mustRename(const Conversation& conversation, Naming& naming)
{
    const auto isCall = [&](const Part& part) {
        if (const auto* const call = std::get_if<ToolCall>(&part.content))
            return naming.nameFor(call->nameSpace, call->name) != nullptr;
        const auto* const result = std::get_if<ToolResult>(&part.content);
        return result && naming.nameFor({}, result->name) != nullptr;
    };
    return std::ranges::any_of(conversation.tools,
               [&](const Tool& tool) {
                   return tool.kind != Tool::Kind::BuiltIn && naming.nameFor(tool.nameSpace, tool.name) != nullptr;
               })
        || std::ranges::any_of(
            conversation.messages, [&](const Message& message) { return std::ranges::any_of(message.parts, isCall); });
}

void rename(std::string& nameSpace, std::string& name, Naming& naming)
{
    if (const std::string* const fitting = naming.nameFor(nameSpace, name)) {
        name = *fitting;
        nameSpace.clear();
    }
}

void rename(Part& part, Naming& naming)
{
    if (auto* const call = std::get_if<ToolCall>(&part.content))
        rename(call->nameSpace, call->name, naming);
    std::string noGroup;
    if (auto* const result = std::get_if<ToolResult>(&part.content))
        rename(noGroup, result->name, naming);
}

void renameChosen(const ToolFinder& before, std::string& chosen, Naming& naming)
{
    const Tool* const tool = before.named(chosen);
    if (tool && tool->kind != Tool::Kind::BuiltIn)
        if (const std::string* const fitting = naming.nameFor(tool->nameSpace, tool->name))
            chosen = *fitting;
}

} // namespace

std::string flatToolName(std::string_view nameSpace, std::string_view name)
{
    std::string flat(nameSpace);
    if (!flat.empty())
        flat += "__";
    return flat += name;
}

std::optional<Conversation> withToolNamesFor(Format target, const Conversation& conversation)
{
    Naming naming(nameRuleOf(target), conversation.tools);
    if (!mustRename(conversation, naming))
        return std::nullopt;
    Conversation renamed = conversation;
    for (Tool& tool : renamed.tools)
        if (tool.kind != Tool::Kind::BuiltIn)
            rename(tool.nameSpace, tool.name, naming);
    for (Message& message : renamed.messages)
        for (Part& part : message.parts)
            rename(part, naming);
    if (renamed.toolChoice.name.empty() && renamed.toolChoice.allowed.empty())
        return renamed;
    const ToolFinder before(conversation.tools);
    renameChosen(before, renamed.toolChoice.name, naming);
    for (std::string& allowed : renamed.toolChoice.allowed)
        renameChosen(before, allowed, naming);
    return renamed;
}

const Tool* toolNamed(const Conversation* request, std::string_view name)
{
    if (!request || name.empty())
        return nullptr;
    const std::vector<Tool>& tools = request->tools;
    const auto find = [&](const auto& isMeant) -> const Tool* {
        const auto found = std::ranges::find_if(tools, isMeant);
        return found == tools.end() ? nullptr : &*found;
    };
    if (const Tool* const tool = find([&](const Tool& each) { return isToolOf(each, {}, name); }))
        return tool;
    if (const Tool* const tool = find([&](const Tool& each) { return flatToolName(each.nameSpace, each.name) == name; }))
        return tool;
    for (const NameRule* const rule : kNameRules) {
        const CleanNames clean(*rule, tools);
        if (const Tool* const tool = find([&](const Tool& each) {
                return each.kind != Tool::Kind::BuiltIn && clean.fittingName(each.nameSpace, each.name) == name;
            }))
            return tool;
    }
    return find([&](const Tool& each) { return each.name == name; });
}

ToolFinder::ToolFinder(const std::vector<Tool>& tools)
{
    // In the order in which `toolNamed()` asks; the first that has a name keeps it.
    for (const Tool& tool : tools)
        if (tool.nameSpace.empty())
            m_tools.try_emplace(tool.name, &tool);
    for (const Tool& tool : tools)
        m_tools.try_emplace(flatToolName(tool.nameSpace, tool.name), &tool);
    for (const NameRule* const rule : kNameRules) {
        const CleanNames clean(*rule, tools);
        for (const Tool& tool : tools)
            if (tool.kind != Tool::Kind::BuiltIn)
                m_tools.try_emplace(clean.fittingName(tool.nameSpace, tool.name), &tool);
    }
    for (const Tool& tool : tools)
        m_tools.try_emplace(tool.name, &tool);
}

const Tool* ToolFinder::named(const std::string& name) const
{
    const auto found = name.empty() ? m_tools.end() : m_tools.find(name);
    return found == m_tools.end() ? nullptr : found->second;
}

std::string ToolFinder::chosenName(const std::string& name) const
{
    const Tool* const tool = named(name);
    return tool && tool->kind != Tool::Kind::BuiltIn ? flatToolName(tool->nameSpace, tool->name) : name;
}

std::string chosenToolName(const Conversation& conversation, const std::string& name)
{
    const Tool* const tool = toolNamed(&conversation, name);
    return tool && tool->kind != Tool::Kind::BuiltIn ? flatToolName(tool->nameSpace, tool->name) : name;
}

ChoiceNames::ChoiceNames(const std::vector<Tool>& tools)
{
    for (const Tool& tool : tools) {
        const auto [at, isNew] = m_owners.try_emplace(flatToolName(tool.nameSpace, tool.name), Owner{tool.nameSpace});
        at->second.hasOthers |= !isNew && at->second.nameSpace != tool.nameSpace;
    }
}

std::string ChoiceNames::nameOf(std::string_view nameSpace, std::string_view name) const
{
    std::string flat = flatToolName(nameSpace, name);
    const auto found = m_owners.find(flat);
    const bool isOthersToo = !nameSpace.empty() && found != m_owners.end() && found->second.hasOthers;
    return isOthersToo ? marked(std::move(flat), kOfOthers.most, nameSpace, name) : flat;
}

AllowedTools::AllowedTools(const Conversation& conversation)
    : m_holdsAll(conversation.toolChoice.allowed.empty())
{
    if (m_holdsAll)
        return;
    const ToolFinder tools(conversation.tools);
    for (const std::string& name : conversation.toolChoice.allowed)
        if (const Tool* const tool = tools.named(name))
            m_tools.insert(keyOf(*tool));
}

bool AllowedTools::holds(const Tool& tool) const { return m_holdsAll || m_tools.contains(keyOf(tool)); }

const Tool* toolNamed(const AnswerContext& context, const std::string& name)
{
    return context.tools ? context.tools->named(name) : toolNamed(context.request, name);
}

void useClientsName(const AnswerContext& context, ToolCall& call)
{
    const Tool* const tool = call.nameSpace.empty() ? toolNamed(context, call.name) : nullptr;
    if (!tool || tool->kind == Tool::Kind::BuiltIn)
        return;
    const bool isFlat = !tool->nameSpace.empty() && call.name == flatToolName(tool->nameSpace, tool->name);
    if (isFlat)
        return;
    call.name = tool->name;
    call.nameSpace = tool->nameSpace;
}

} // namespace gateway::protocol
