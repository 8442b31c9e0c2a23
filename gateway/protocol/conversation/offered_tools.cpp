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

/// Empty: nothing names it. A built-in tool may have a name beside its type.
std::string nameKeyOf(const Tool& tool)
{
    const std::string name = tool.kind == Tool::Kind::BuiltIn ? json::textOf(tool.definition, "name") : tool.name;
    return name.empty() ? name : keyOf(tool.nameSpace, name);
}

/// The same, of one sort.
std::string keyOf(const Tool& tool)
{
    std::string key = nameKeyOf(tool);
    return key.empty() ? key : key + '\0' + static_cast<char>('0' + static_cast<int>(sortOf(tool)));
}

} // namespace

std::string nameableType(const std::string& type)
{
    constexpr std::size_t kLongest = 64;
    static constexpr auto kAllowed = asciiSet("_-.");
    const bool isPlain = !type.empty() && type.size() <= kLongest
        && std::ranges::all_of(type, [](char c) { return kAllowed[static_cast<unsigned char>(c)]; });
    return isPlain ? type : "unknown";
}

std::string availabilityNotice(const std::string& name) { return "Tool " + name + " is now available."; }

void allowNone(const BodyNode& tools, ToolChoice& choice)
{
    if (choice.kind == ToolChoice::Kind::Required)
        tools.refuse(QT_TRANSLATE_NOOP("Error", "is empty, and the mode wants one of its tools to be called. Name one, or set the mode to \"auto\"."));
    choice.kind = ToolChoice::Kind::None;
}

OfferedTools::OfferedTools(Conversation& conversation)
    : m_conversation(conversation)
{
    m_places.reserve(conversation.tools.size());
    for (const Tool& tool : conversation.tools)
        if (!put(tool))
            conversation.unknown.push_back("tools: an earlier " + tool.name);
}

/// False: in place of another one.
bool OfferedTools::put(const Tool& tool)
{
    const std::string key = keyOf(tool);
    const auto known = key.empty() ? m_same.end() : m_same.find(key);
    const bool isAgain = known != m_same.end() && tool.kind != Tool::Kind::BuiltIn;
    if (isAgain) {
        m_places[known->second] = {&tool, true};
        m_isChanged = true;
        return false;
    }
    if (!key.empty()) {
        m_same.try_emplace(key, m_places.size());
        m_named.try_emplace(nameKeyOf(tool), m_places.size());
    }
    m_places.push_back({&tool, true});
    return true;
}

OfferedTools::Place* OfferedTools::find(std::string_view name)
{
    const auto known = m_named.find(keyOf({}, name));
    return known == m_named.end() ? nullptr : &m_places[known->second];
}

void OfferedTools::add(Tool tool)
{
    m_isChanged = true;
    (void)put(m_added.emplace_back(std::move(tool)));
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
