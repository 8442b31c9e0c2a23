#include "json_tree.h"

#include <QtGlobal>

#include <algorithm>
#include <utility>

namespace gateway {

namespace {

constexpr std::size_t kMostReserved = 4096; // limits what the parser announces

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
        m_problem = {QT_TRANSLATE_NOOP("Error", "nested deeper than %1 levels"), {std::to_string(kMaxDepth)}};
        m_isTooDeep = true;
        return false;
    }
    Json* const at = place();
    *at = type;
    const std::size_t room = count == kUnknown ? 0 : std::min(count, kMostReserved);
    if (type == Json::value_t::object)
        at->get_ref<Json::object_t&>().reserve(room);
    else
        at->get_ref<Json::array_t&>().reserve(room);
    m_open.push_back({at, type == Json::value_t::object ? JsonMembers(*at) : JsonMembers()});
    return true;
}

bool JsonTree::close()
{
    m_open.pop_back();
    return true;
}

bool JsonTree::key(std::string& name)
{
    m_member = &m_open.back().members[std::move(name)];
    return true;
}

bool JsonTree::number_float(double value, const std::string& text)
{
    const bool isWhole = !text.empty() && text.find_first_not_of("-0123456789") == std::string::npos;
    return isWhole ? put(Json::binary({text.begin(), text.end()})) : put(value);
}

bool JsonTree::parse_error(std::size_t, const std::string&, const Json::exception& problem)
{
    // "[json.exception.parse_error.101] parse error at line 1, column 2: syntax error while parsing object - unexpected
    // string literal; last read: '...'; expected '}'" without the tag and without the last read text, which may be a
    // prompt or a key.
    std::string_view what = problem.what();
    if (const auto tag = what.find("] "); tag != std::string_view::npos)
        what.remove_prefix(tag + 2);
    constexpr std::string_view kRead = "; last read: ";
    const auto read = what.find(kRead);
    std::string said(what.substr(0, read));
    constexpr std::string_view kExpected = "'; expected ";
    if (const auto expected = what.rfind(kExpected); read != std::string_view::npos && expected != std::string_view::npos && expected > read)
        said += what.substr(expected + 1);
    m_problem = asIs(std::move(said));
    return false;
}

} // namespace gateway
