#include "model_table.h"

#include <algorithm>
#include <array>
#include <utility>

namespace gateway::protocol {

namespace {

constexpr std::array<std::pair<std::string_view, SystemPlace>, 3> kPlaces{{
    {"middle", SystemPlace::Middle},
    {"front", SystemPlace::Front},
    {"one_at_front", SystemPlace::OneAtFront},
}};

template <class Trait> void fill(std::optional<Trait>& trait, const std::optional<Trait>& said)
{
    if (!trait)
        trait = said;
}

} // namespace

std::optional<SystemPlace> systemPlaceOf(std::string_view word)
{
    const auto found = std::ranges::find(kPlaces, word, [](const auto& row) { return row.first; });
    return found == kPlaces.end() ? std::nullopt : std::optional(found->second);
}

ModelTraits ModelTable::traitsOf(std::string_view model, Format format) const
{
    ModelTraits traits;
    for (const Row& row : m_rows) {
        const bool isOfFormat = row.formats.empty() || std::ranges::find(row.formats, format) != row.formats.end();
        if (!isOfFormat || !row.ids.isFoundIn(model))
            continue;
        fill(traits.systemMessages, row.traits.systemMessages);
        fill(traits.schemas, row.traits.schemas);
        fill(traits.oneSampler, row.traits.oneSampler);
        fill(traits.stops, row.traits.stops);
        fill(traits.jsonOrTools, row.traits.jsonOrTools);
    }
    return traits;
}

} // namespace gateway::protocol
