#include "json_tree.h"

#include <algorithm>
#include <utility>

namespace gateway {

namespace {

constexpr std::size_t kFewNames = 24; // which are sought one by one
constexpr std::size_t kMostReserved = 4096; // on the word of who reads

} // namespace

Json* JsonTree::place()
{
    if (m_open.empty())
        return &m_root;
    if (m_member)
        return std::exchange(m_member, nullptr);
    return &m_open.back().container->get_ref<Json::array_t&>().emplace_back();
}

bool JsonTree::open(Json::value_t type, std::size_t count)
{
    if (m_open.size() >= kMaxDepth) {
        m_problem = "nested deeper than " + std::to_string(kMaxDepth) + " levels";
        return false;
    }
    Json* const at = place();
    *at = type;
    const std::size_t room = count == kUnknown ? 0 : std::min(count, kMostReserved);
    if (type == Json::value_t::object)
        at->get_ref<Json::object_t&>().reserve(room);
    else
        at->get_ref<Json::array_t&>().reserve(room);
    m_open.push_back({at, {}});
    return true;
}

bool JsonTree::close()
{
    m_open.pop_back();
    return true;
}

bool JsonTree::key(std::string& name)
{
    Level& level = m_open.back();
    // As a vector, whose way to add one does not seek its name first.
    std::vector<Json::object_t::value_type>& members = level.container->get_ref<Json::object_t&>();
    if (members.size() >= kFewNames && !level.places) {
        level.places.emplace();
        for (std::size_t i = 0; i < members.size(); ++i)
            level.places->emplace(members[i].first, i);
    }
    if (level.places) {
        const auto [known, isNew] = level.places->try_emplace(name, members.size());
        if (!isNew) {
            m_member = &members[known->second].second;
            return true;
        }
    } else {
        const auto known = std::ranges::find(members, name, [](const auto& member) -> const std::string& { return member.first; });
        if (known != members.end()) {
            m_member = &known->second;
            return true;
        }
    }
    m_member = &members.emplace_back(std::move(name), nullptr).second;
    return true;
}

bool JsonTree::parse_error(std::size_t, const std::string&, const Json::exception& problem)
{
    // "[json.exception.parse_error.101] parse error at line 1, column 2: ..." without its tag
    std::string_view what = problem.what();
    if (const auto tag = what.find("] "); tag != std::string_view::npos)
        what.remove_prefix(tag + 2);
    m_problem = what;
    return false;
}

} // namespace gateway
