#include "tree_builder.h"

#include "gateway/core/text/ascii.h"
#include "gateway/core/text/printable.h"

#include <algorithm>
#include <utility>

namespace gateway::config::foreign {

namespace {

constexpr std::size_t kLongestKeyShown = 60;

/// The number of objects, arrays and values in a tree no deeper than `kMaxDepth`.
std::size_t nodesIn(const Json& node)
{
    std::size_t count = 1;
    if (node.is_structured())
        for (const Json& child : node)
            count += nodesIn(child);
    return count;
}

/// The size of its texts and names.
std::size_t bytesIn(const Json& node)
{
    std::size_t bytes = node.is_string() ? node.get_ref<const std::string&>().size() : 0;
    if (node.is_object())
        for (const auto& [name, child] : node.items())
            bytes += name.size() + bytesIn(child);
    else if (node.is_array())
        for (const Json& child : node)
            bytes += bytesIn(child);
    return bytes;
}

std::size_t depthOf(const Json& node)
{
    std::size_t deepest = 0;
    if (node.is_structured())
        for (const Json& child : node)
            deepest = std::max(deepest, depthOf(child));
    return node.is_structured() ? deepest + 1 : 0;
}

} // namespace

void appendKey(std::string& path, std::string_view key)
{
    static constexpr auto kPlain = asciiSet("_-$");
    const bool plain = !key.empty()
        && std::all_of(key.begin(), key.end(), [](char c) { return kPlain[static_cast<unsigned char>(c)]; });
    std::string shown = printable(key.substr(0, kLongestKeyShown));
    if (key.size() > kLongestKeyShown)
        shown += "...";
    if (plain)
        path += (path.empty() ? "" : ".") + shown;
    else
        path += "[\"" + shown + "\"]";
}

void TreeBuilder::begin(Json node)
{
    if (m_problem || !count(1))
        return;
    if (m_open.size() == kMaxDepth)
        return refuse(path() + ": is nested deeper than " + std::to_string(kMaxDepth) + " levels");
    m_open.push_back({std::move(node), {}, false});
}

void TreeBuilder::end()
{
    if (m_problem || m_open.empty())
        return;
    Json node = std::move(m_open.back().node);
    m_open.pop_back();
    attach(std::move(node));
}

void TreeBuilder::key(std::string name)
{
    if (m_problem || m_open.empty())
        return;
    Level& level = m_open.back();
    level.name = std::move(name);
    level.hasKey = true;
    if (level.node.contains(level.name))
        refuse(path() + ": appears twice in the same object; remove one of them");
    else if (level.node.size() == kMaxFields)
        refuse(path() + ": its object has more than " + std::to_string(kMaxFields) + " fields");
}

void TreeBuilder::value(Json scalar)
{
    if (!m_problem && count(1))
        attach(std::move(scalar));
}

void TreeBuilder::tree(const Json& node)
{
    if (m_problem || !count(nodesIn(node)))
        return;
    m_repeatedBytes += bytesIn(node);
    if (m_repeatedBytes > kMaxRepeatedBytes)
        return refuse(path() + ": aliases up to here expand to more than 8 MiB of text; write them out");
    if (m_open.size() + depthOf(node) > kMaxDepth)
        return refuse(path() + ": is nested deeper than " + std::to_string(kMaxDepth) + " levels");
    attach(node);
}

void TreeBuilder::refuse(std::string problem)
{
    if (!m_problem)
        m_problem = std::move(problem);
}

bool TreeBuilder::count(std::size_t nodes)
{
    m_nodes += nodes;
    if (m_nodes > kMaxNodes)
        refuse(path() + ": there are more than " + std::to_string(kMaxNodes) + " values up to here");
    return !m_problem;
}

void TreeBuilder::attach(Json node)
{
    if (m_open.empty()) {
        m_root = std::move(node);
        m_last = &m_root;
        return;
    }
    Level& level = m_open.back();
    level.hasKey = false;
    Json& place = level.node.is_array() ? level.node.emplace_back() : level.node[level.name];
    place = std::move(node);
    m_last = &place;
}

std::string TreeBuilder::path() const
{
    std::string path;
    for (const Level& level : m_open) {
        if (level.node.is_object())
            appendKey(path, level.name);
        else
            path += '[' + std::to_string(level.node.size()) + ']';
    }
    return path.empty() ? "the document" : path;
}

} // namespace gateway::config::foreign
