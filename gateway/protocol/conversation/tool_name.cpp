#include "tool_name.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

namespace gateway::protocol {

namespace {

/// The names that a format allows. Sources: OpenAI API reference, tools[].name; Anthropic API reference, tools[].name;
/// Amazon Bedrock API reference, ToolSpecification; Gemini API reference, FunctionDeclaration. Read 2026-11-21.
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
/// Ollama and Cohere allow any name, which must include the namespace.
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

/// FNV-1a, 32 bits, after '_': only distinguishes the names of one request.
std::string checksum(ToolId tool, bool isOfSort)
{
    constexpr std::size_t kDigits = 8;
    std::uint32_t sum = 2166136261U;
    const auto add = [&sum](char c) { sum = (sum ^ static_cast<unsigned char>(c)) * 16777619U; };
    std::ranges::for_each(tool.nameSpace, add);
    add('\0');
    std::ranges::for_each(tool.name, add);
    if (isOfSort) {
        add('\0');
        add(static_cast<char>('0' + static_cast<int>(tool.sort)));
    }
    std::string mark = "_";
    for (std::size_t i = 0; i < kDigits; ++i, sum >>= 4U)
        mark += "0123456789abcdef"[sum & 0xfU];
    return mark;
}

/// `name` with a checksum of the tool (`isOfSort`: including its sort), at most `most` bytes long.
std::string marked(std::string name, std::size_t most, ToolId tool, bool isOfSort)
{
    const std::string mark = checksum(tool, isOfSort);
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

bool isBuiltIn(const Tool& tool) { return tool.kind == Tool::Kind::BuiltIn; }

bool isCalled(const Tool& tool, ToolId id) { return tool.nameSpace == id.nameSpace && tool.name == id.name; }

/// Tools that differ only in their sort: the first one keeps the shared name.
class SharedNames {
public:
    explicit SharedNames(const std::vector<Tool>& tools)
    {
        for (const Tool& tool : tools) {
            Owner& owner = m_owners[{tool.nameSpace, tool.name}];
            const ToolSort sort = sortOf(tool);
            // A tool that the provider runs is never called by its name.
            if (owner.sorts.empty() || (owner.first == ToolSort::BuiltIn && sort != ToolSort::BuiltIn))
                owner.first = sort;
            owner.sorts.push_back(sort);
        }
        std::erase_if(m_owners, [](const auto& each) {
            const auto& sorts = each.second.sorts;
            return std::ranges::all_of(sorts, [&](ToolSort sort) { return sort == sorts.front(); });
        });
    }

    /// Whether the tool must be renamed because another one has its name.
    bool givesWay(ToolId id) const
    {
        const auto owner = m_owners.find({id.nameSpace, id.name});
        return owner != m_owners.end() && owner->second.first != id.sort;
    }

    /// The tool that a call of this sort refers to: if the request lacks such a tool, the one with its name.
    ToolId callee(ToolId id) const
    {
        const auto owner = m_owners.find({id.nameSpace, id.name});
        if (owner == m_owners.end())
            return {id.nameSpace, id.name, ToolSort::Function}; // there is only one sort
        const auto has = [&](ToolSort sort) { return std::ranges::find(owner->second.sorts, sort) != owner->second.sorts.end(); };
        if (has(id.sort))
            return id;
        const bool isHosted = id.sort == ToolSort::Own && has(ToolSort::BuiltIn);
        return {id.nameSpace, id.name, isHosted ? ToolSort::BuiltIn : owner->second.first};
    }

private:
    struct Owner {
        ToolSort first = ToolSort::Function;
        std::vector<ToolSort> sorts;
    };
    std::map<std::pair<std::string_view, std::string_view>, Owner> m_owners;
};

/// Which tools would have the same name if names were only cleaned.
class CleanNames {
public:
    /// All must outlive this object.
    CleanNames(const NameRule& rule, const std::vector<Tool>& tools, const SharedNames& shared)
        : m_rule(rule), m_shared(shared)
    {
        for (const Tool& tool : tools) {
            if (isBuiltIn(tool))
                continue;
            const auto [at, isNew] =
                m_owners.try_emplace(cleaned(rule, flatToolName(tool.nameSpace, tool.name)), Owner{&tool, false});
            if (!isNew && !isCalled(*at->second.tool, idOf(tool)))
                at->second.hasOthers = true;
        }
    }

    std::string fittingName(ToolId id) const
    {
        const std::string flat = flatToolName(id.nameSpace, id.name);
        std::string clean = cleaned(m_rule, flat);
        const bool isItself = id.nameSpace.empty() && clean == flat; // then the others must be renamed
        const bool givesWay = m_shared.givesWay(id);
        if (clean.size() <= m_rule.most && !givesWay && (isItself || !isOthers(clean, id)))
            return clean;
        return marked(std::move(clean), m_rule.most, id, givesWay);
    }

private:
    struct Owner {
        const Tool* tool; // the first one
        bool hasOthers; // that have another original name
    };

    /// Whether another tool than the one of that name would get the same name.
    bool isOthers(const std::string& clean, ToolId id) const
    {
        const auto owner = m_owners.find(clean);
        return owner != m_owners.end() && (owner->second.hasOthers || !isCalled(*owner->second.tool, id));
    }

    const NameRule& m_rule;
    const SharedNames& m_shared;
    std::unordered_map<std::string, Owner> m_owners;
};

/// Assigns the names of one conversation for one target.
class Naming {
public:
    Naming(const NameRule& rule, const std::vector<Tool>& tools)
        : m_rule(rule)
        , m_tools(tools)
        , m_shared(tools)
    {
    }

    /// Null if the name, or the flat name, needs no change.
    const std::string* nameFor(ToolId id)
    {
        const bool isPlain = id.nameSpace.empty() ? fits(id.name) : m_rule.hasGroups;
        if (isPlain && !m_shared.givesWay(id))
            return nullptr;
        const auto [at, isNew] = m_names.try_emplace(Key{id.nameSpace, id.name, id.sort});
        if (isNew) {
            if (!m_clean)
                m_clean.emplace(m_rule, m_tools, m_shared);
            at->second = m_clean->fittingName(id);
        }
        return at->second == flatToolName(id.nameSpace, id.name) ? nullptr : &at->second;
    }

    /// The same for a call of the conversation.
    const std::string* nameForCall(ToolId id) { return nameFor(m_shared.callee(id)); }

private:
    using Key = std::tuple<std::string, std::string, ToolSort>;

    bool fits(std::string_view name) const
    {
        return name.size() <= m_rule.most && startsRight(m_rule, name)
            && std::ranges::all_of(name, [&](char c) { return m_rule.allowed[static_cast<unsigned char>(c)]; });
    }

    const NameRule& m_rule;
    const std::vector<Tool>& m_tools;
    const SharedNames m_shared;
    std::optional<CleanNames> m_clean; // created once a name does not fit
    std::map<Key, std::string> m_names;
};

/// For a call or a result.
template <class Piece> ToolSort sortOfPiece(const Piece& piece)
{
    if (piece.isFreeForm)
        return ToolSort::FreeForm;
    const bool isOwn = piece.extras.format == Format::OpenAiResponses && piece.extras.value.is_object();
    return isOwn ? ToolSort::Own : ToolSort::Function;
}

ToolId calleeOf(const ToolCall& call) { return {call.nameSpace, call.name, sortOfPiece(call)}; }

ToolId calleeOf(const ToolResult& result) { return {{}, result.name, sortOfPiece(result)}; }

bool mustRename(const Conversation& conversation, Naming& naming)
{
    const auto isCall = [&](const Part& part) {
        if (const auto* const call = std::get_if<ToolCall>(&part.content))
            return naming.nameForCall(calleeOf(*call)) != nullptr;
        const auto* const result = std::get_if<ToolResult>(&part.content);
        return result && naming.nameForCall(calleeOf(*result)) != nullptr;
    };
    return std::ranges::any_of(conversation.tools, [&](const Tool& tool) { return !isBuiltIn(tool) && naming.nameFor(idOf(tool)) != nullptr; })
        || std::ranges::any_of(
            conversation.messages, [&](const Message& message) { return std::ranges::any_of(message.parts, isCall); });
}

void applyName(std::string& nameSpace, std::string& name, const std::string* fitting)
{
    if (fitting) {
        name = *fitting;
        nameSpace.clear();
    }
}

void applyName(Part& part, Naming& naming)
{
    if (auto* const call = std::get_if<ToolCall>(&part.content))
        applyName(call->nameSpace, call->name, naming.nameForCall(calleeOf(*call)));
    std::string noGroup;
    if (auto* const result = std::get_if<ToolResult>(&part.content))
        applyName(noGroup, result->name, naming.nameForCall(calleeOf(*result)));
}

void renameChosen(const ToolFinder& before, std::string& chosen, Naming& naming)
{
    const Tool* const tool = before.named(chosen);
    if (!tool || isBuiltIn(*tool))
        return;
    const std::string* const fitting = naming.nameFor(idOf(*tool));
    if (fitting)
        chosen = *fitting;
}

} // namespace

ToolSort sortOf(const Tool& tool)
{
    switch (tool.kind) {
    case Tool::Kind::BuiltIn: return ToolSort::BuiltIn;
    case Tool::Kind::FreeForm: return ToolSort::FreeForm;
    case Tool::Kind::Function: break;
    }
    return tool.definition.is_object() ? ToolSort::Own : ToolSort::Function;
}

ToolId idOf(const Tool& tool) { return {tool.nameSpace, tool.name, sortOf(tool)}; }

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
        if (!isBuiltIn(tool))
            applyName(tool.nameSpace, tool.name, naming.nameFor(idOf(tool)));
    for (Message& message : renamed.messages)
        for (Part& part : message.parts)
            applyName(part, naming);
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
    if (const Tool* const tool = find([&](const Tool& each) { return !isBuiltIn(each) && isCalled(each, {{}, name}); }))
        return tool;
    if (const Tool* const tool = find([&](const Tool& each) { return isCalled(each, {{}, name}); }))
        return tool;
    if (const Tool* const tool = find([&](const Tool& each) { return flatToolName(each.nameSpace, each.name) == name; }))
        return tool;
    const SharedNames shared(tools);
    for (const NameRule* const rule : kNameRules) {
        const CleanNames clean(*rule, tools, shared);
        if (const Tool* const tool = find([&](const Tool& each) { return clean.fittingName(idOf(each)) == name; }))
            return tool;
    }
    return find([&](const Tool& each) { return each.name == name; });
}

ToolFinder::ToolFinder(const std::vector<Tool>& tools)
{
    // In the order in which `toolNamed()` searches; the first tool with a name keeps it.
    for (const bool isBuiltInToo : {false, true})
        for (const Tool& tool : tools)
            if (tool.nameSpace.empty() && (isBuiltInToo || !isBuiltIn(tool)))
                m_tools.try_emplace(tool.name, &tool);
    for (const Tool& tool : tools)
        m_tools.try_emplace(flatToolName(tool.nameSpace, tool.name), &tool);
    const SharedNames shared(tools);
    for (const NameRule* const rule : kNameRules) {
        const CleanNames clean(*rule, tools, shared);
        for (const Tool& tool : tools)
            m_tools.try_emplace(clean.fittingName(idOf(tool)), &tool);
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
    return tool && !isBuiltIn(*tool) ? flatToolName(tool->nameSpace, tool->name) : name;
}

std::string chosenToolName(const Conversation& conversation, const std::string& name)
{
    const Tool* const tool = toolNamed(&conversation, name);
    return tool && !isBuiltIn(*tool) ? flatToolName(tool->nameSpace, tool->name) : name;
}

struct ChoiceNames::Names {
    explicit Names(const std::vector<Tool>& tools)
        : shared(tools), clean(kOfOthers, tools, shared)
    {
    }
    SharedNames shared;
    CleanNames clean;
};

ChoiceNames::ChoiceNames(const std::vector<Tool>& tools)
    : m_names(std::make_unique<Names>(tools))
{
}

ChoiceNames::~ChoiceNames() = default;

std::string ChoiceNames::nameOf(ToolId id) const { return m_names->clean.fittingName(id); }

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
    if (!tool || isBuiltIn(*tool))
        return;
    const std::string flat = flatToolName(tool->nameSpace, tool->name);
    const bool isFlat = !tool->nameSpace.empty() && call.name == flat;
    const Tool* const ofName = isFlat || call.name == flat ? tool : toolNamed(context, flat);
    if (isFlat || ofName != tool) // the name distinguishes the tool from another one with the same client name
        return;
    call.name = tool->name;
    call.nameSpace = tool->nameSpace;
}

std::string clientsName(const Tool* tool, const ToolCall& call)
{
    const bool isKnown = tool && !isBuiltIn(*tool) && call.nameSpace.empty();
    return isKnown ? flatToolName(tool->nameSpace, tool->name) : flatToolName(call.nameSpace, call.name);
}

} // namespace gateway::protocol
