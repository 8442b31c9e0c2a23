#include "extra_loss.h"

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
        losses.add(key + '.' + name);
}

} // namespace gateway::protocol
