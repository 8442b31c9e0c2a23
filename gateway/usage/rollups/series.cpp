#include "series.h"

#include "varint.h"

#include <algorithm>

namespace gateway::usage {

std::string seriesKey(const std::array<std::string_view, kNameCount>& names)
{
    std::string key;
    std::size_t size = 2 * kNameCount;
    for (const std::string_view name : names)
        size += name.size();
    key.reserve(size);
    for (const std::string_view name : names) {
        appendNumber(key, static_cast<std::int64_t>(name.size()));
        key += name;
    }
    return key;
}

SeriesNames namesOf(std::string_view key)
{
    SeriesNames names;
    for (std::string& name : names) {
        const auto size = static_cast<std::size_t>(takeNumber(key).value_or(0));
        name = key.substr(0, size);
        key.remove_prefix(std::min(size, key.size()));
    }
    return names;
}

std::string boundedKey(std::string_view key)
{
    const SeriesNames names = namesOf(key);
    std::array<std::string_view, kNameCount> views;
    std::ranges::copy(names, views.begin());
    for (const UsageBy by : {UsageBy::AskedModel, UsageBy::Program, UsageBy::Project, UsageBy::Client})
        if (std::string_view& name = views.at(placeOf(by)); !name.empty())
            name = kOtherNames;
    return seriesKey(views);
}

} // namespace gateway::usage
