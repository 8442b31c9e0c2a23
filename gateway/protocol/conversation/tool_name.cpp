#include "tool_name.h"

#include "gateway/core/text/ascii.h"

#include <algorithm>
#include <array>
#include <cstdint>

namespace gateway::protocol {

namespace {

constexpr auto kAllowed = asciiSet("_-");
constexpr std::size_t kMarkSize = 9; // "_" and eight digits
// OpenAI's limit and Anthropic's.
constexpr std::array<std::size_t, 2> kLimits{64, 128};

/// FNV-1a, 32 bits: only to tell names of one request apart.
std::string checksum(std::string_view text)
{
    std::uint32_t sum = 2166136261U;
    for (const char c : text)
        sum = (sum ^ static_cast<unsigned char>(c)) * 16777619U;
    std::string digits(kMarkSize - 1, '0');
    for (char& digit : digits) {
        digit = "0123456789abcdef"[sum & 0xfU];
        sum >>= 4U;
    }
    return digits;
}

} // namespace

std::string flatToolName(std::string_view nameSpace, std::string_view name, std::size_t most)
{
    std::string flat(nameSpace);
    if (!flat.empty())
        flat += "__";
    flat += name;
    const std::string mark = flat.size() > most ? '_' + checksum(flat) : std::string();
    for (char& c : flat)
        if (!kAllowed[static_cast<unsigned char>(c)])
            c = '_';
    if (!mark.empty())
        flat.replace(most - kMarkSize, std::string::npos, mark);
    return flat;
}

const Tool* toolNamed(const Conversation* request, std::string_view name)
{
    if (!request)
        return nullptr;
    const auto& tools = request->tools;
    auto found = std::find_if(
        tools.begin(), tools.end(), [&](const Tool& tool) { return tool.nameSpace.empty() && tool.name == name; });
    if (found == tools.end())
        found = std::find_if(tools.begin(), tools.end(), [&](const Tool& tool) {
            return std::any_of(kLimits.begin(), kLimits.end(),
                [&](std::size_t limit) { return flatToolName(tool.nameSpace, tool.name, limit) == name; });
        });
    return found == tools.end() ? nullptr : &*found;
}

void useClientsName(const Conversation* request, ToolCall& call)
{
    const Tool* const tool = call.nameSpace.empty() ? toolNamed(request, call.name) : nullptr;
    if (tool && tool->kind != Tool::Kind::BuiltIn && tool->nameSpace.empty())
        call.name = tool->name;
}

} // namespace gateway::protocol
