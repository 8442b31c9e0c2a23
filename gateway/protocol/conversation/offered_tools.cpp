#include "offered_tools.h"

#include "tool_name.h"

#include "gateway/core/json/json_fields.h"
#include "gateway/core/text/ascii.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway::protocol {

namespace {

std::string keyOf(std::string_view nameSpace, std::string_view name)
{
    std::string key(nameSpace);
    key += '\0';
    return key += name;
}

/// Empty if nothing names it. A built-in tool may have a name in addition to its type.
std::string nameKeyOf(const Tool& tool)
{
    const std::string name = tool.kind == Tool::Kind::BuiltIn ? json::textOf(tool.definition, "name") : tool.name;
    return name.empty() ? name : keyOf(tool.nameSpace, name);
}

/// The same for each sort.
std::string keyOf(const Tool& tool)
{
    std::string key = nameKeyOf(tool);
    return key.empty() ? key : key + '\0' + static_cast<char>('0' + static_cast<int>(sortOf(tool)));
}

/// As in the report of losses.
std::string earlier(const Tool& tool) { return "tools: an earlier " + flatToolName(tool.nameSpace, tool.name); }

/// Whether both are the same for a model.
bool isSame(const Tool& a, const Tool& b)
{
    return a.description == b.description && a.parameters == b.parameters && a.strict == b.strict && a.definition == b.definition;
}

} // namespace

std::string nameableType(const std::string& type)
{
    constexpr std::size_t kLongest = 64;
    constexpr std::string_view kBlanks = " \t\r\n";
    static constexpr auto kAllowed = asciiSet("!#$%&'()*+-./:;<=>?@[]^_`{|}~");
    if (type.empty() || type.find_first_of(kBlanks) != std::string::npos)
        return "unknown";
    std::string name;
    bool isPlain = true;
    for (const char c : type) {
        const bool wasPlain = std::exchange(isPlain, kAllowed[static_cast<unsigned char>(c)]);
        if (!isPlain && !wasPlain)
            continue;
        if (name.size() == kLongest)
            return name + "...";
        name += isPlain ? c : '?';
    }
    return name;
}

std::string availabilityNotice(const std::string& name) { return "Tool " + name + " is now available."; }

void allowNone(const BodyNode& tools, ToolChoice& choice)
{
    if (choice.kind == ToolChoice::Kind::Required)
        tools.refuse(QT_TRANSLATE_NOOP("Error", "is empty, but the mode requires a call of one of its tools. Name one, or set the mode to \"auto\"."));
    choice.kind = ToolChoice::Kind::None;
}

OfferedTools::OfferedTools(Conversation& conversation)
    : m_conversation(conversation)
{
    m_places.reserve(conversation.tools.size());
    for (const Tool& tool : conversation.tools)
        if (put(tool))
            conversation.unknown.push_back(earlier(tool));
}

/// Returns the tool that this one replaces; null if there is none.
const Tool* OfferedTools::put(const Tool& tool)
{
    const std::string key = keyOf(tool);
    const auto known = key.empty() ? m_same.end() : m_same.find(key);
    const bool isAgain = known != m_same.end() && tool.kind != Tool::Kind::BuiltIn;
    if (isAgain) {
        const Place before = std::exchange(m_places[known->second], Place{&tool, true});
        m_isChanged = true;
        return before.isOffered ? before.tool : nullptr;
    }
    if (!key.empty()) {
        m_same.try_emplace(key, m_places.size());
        m_named.try_emplace(nameKeyOf(tool), m_places.size());
    }
    m_places.push_back({&tool, true});
    return nullptr;
}

OfferedTools::Place* OfferedTools::find(std::string_view name)
{
    const auto known = m_named.find(keyOf({}, name));
    return known == m_named.end() ? nullptr : &m_places[known->second];
}

void OfferedTools::add(Tool tool)
{
    m_isChanged = true;
    const Tool& added = m_added.emplace_back(std::move(tool));
    // A conversation may repeat the tools that it offers: nothing is lost then.
    if (const Tool* const before = put(added); before && !isSame(*before, added))
        m_conversation.unknown.push_back(earlier(added));
}

bool OfferedTools::addAgain(std::string_view name)
{
    Place* const place = find(name);
    if (place)
        place->isOffered = true;
    return place != nullptr;
}

void OfferedTools::remove(std::string_view name)
{
    Place* const place = find(name);
    if (!place)
        return;
    place->isOffered = false;
    m_isChanged = true;
}

void OfferedTools::finish()
{
    if (!m_isChanged)
        return;
    m_conversation.toolsAsWritten = std::exchange(m_conversation.tools, {});
    for (const Place& place : m_places)
        if (place.isOffered)
            m_conversation.tools.push_back(*place.tool);
}

} // namespace gateway::protocol
