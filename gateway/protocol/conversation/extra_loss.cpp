#include "extra_loss.h"

#include "offered_tools.h"

#include "gateway/core/json/json_fields.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace gateway::protocol {

void addExtraLoss(Losses& losses, const std::string& key, const Json& value)
{
    constexpr std::array<std::string_view, 2> kTakenApart{"options", "output_config"}; // Ollama's, Anthropic's
    if (!value.is_object() || std::ranges::find(kTakenApart, key) == kTakenApart.end())
        return losses.add(key);
    for (const auto& [name, member] : value.items())
        losses.add(std::string(key).append(1, '.').append(name));
}

void addPieceLoss(Losses& losses, const Opaque& piece) { losses.add("content of type " + nameableType(kindOf(piece))); }

std::string kindOf(const Opaque& item)
{
    std::string type = json::textOf(item.value, "type");
    if (!type.empty() || !item.value.is_object())
        return type;
    // In addition to its kind, a Gemini part may have reasoning metadata.
    for (const auto& [key, value] : item.value.items())
        if (value.is_object())
            return key;
        else if (type.empty() && !key.starts_with("thought"))
            type = key;
    return type;
}

} // namespace gateway::protocol
