#include "tree_path.h"

#include "gateway/config/fields/place.h"

#include <iterator>
#include <string>

namespace gateway::config {

namespace {

std::string stepTo(const Json& node, const std::string& key, std::size_t index)
{
    if (node.is_array())
        return '[' + std::to_string(index) + ']';
    std::string step;
    appendKey(step, key);
    return step;
}

} // namespace

std::optional<std::string_view> behind(std::string_view path, std::string_view step)
{
    if (!path.starts_with(step))
        return std::nullopt;
    path.remove_prefix(step.size());
    if (path.empty() || path.front() == '[')
        return path;
    return path.front() == '.' ? std::optional(path.substr(1)) : std::nullopt;
}

TreePlace follow(const Json& tree, std::string_view path)
{
    TreeSteps steps;
    const Json* node = &tree;
    for (bool found = true; found && !path.empty();) {
        found = false;
        std::size_t index = 0;
        for (const auto& [key, child] : node->items()) {
            if (const auto rest = behind(path, stepTo(*node, key, index))) {
                path = *rest;
                steps.push_back(index);
                node = &child;
                found = true;
                break;
            }
            ++index;
        }
        found = found && node->is_structured();
    }
    return {std::move(steps), path.empty()};
}

Json& childAt(Json& tree, const TreeSteps& steps)
{
    Json* node = &tree;
    for (const std::size_t step : steps)
        node = &*std::next(node->begin(), static_cast<std::ptrdiff_t>(step));
    return *node;
}

void remove(Json& tree, const TreeSteps& steps)
{
    Json& node = childAt(tree, {steps.begin(), std::prev(steps.end())});
    node.erase(std::next(node.begin(), static_cast<std::ptrdiff_t>(steps.back())));
}

} // namespace gateway::config
