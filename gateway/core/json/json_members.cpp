#include "json_members.h"

#include <algorithm>
#include <utility>
#include <vector>

namespace gateway {

namespace {

constexpr std::size_t kFewNames = 24; // found by linear search

} // namespace

Json& JsonMembers::operator[](std::string name)
{
    // As a vector, which appends without a search for the name.
    std::vector<Json::object_t::value_type>& members = *m_object;
    if (members.size() >= kFewNames && !m_places) {
        m_places.emplace();
        for (std::size_t i = 0; i < members.size(); ++i)
            m_places->emplace(members[i].first, i);
    }
    if (m_places) {
        const auto [known, isNew] = m_places->try_emplace(name, members.size());
        if (!isNew)
            return members[known->second].second;
    } else {
        const auto nameOf = [](const auto& member) -> const std::string& { return member.first; };
        const auto known = std::ranges::find(members, name, nameOf);
        if (known != members.end())
            return known->second;
    }
    return members.emplace_back(std::move(name), nullptr).second;
}

void JsonMembers::update(Json object)
{
    for (auto& [name, value] : object.get_ref<Json::object_t&>())
        (*this)[name] = std::move(value);
}

} // namespace gateway
