#include "gemma_model.h"

namespace gateway::protocol {

bool isPlainGemma(std::string_view model)
{
    constexpr std::string_view kFamily = "gemma-";
    const std::size_t at = model.find(kFamily);
    if (at == std::string_view::npos || at + kFamily.size() >= model.size())
        return false;
    const char generation = model[at + kFamily.size()];
    return generation >= '1' && generation <= '3';
}

} // namespace gateway::protocol
