#include "asked_models.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace gateway::clients {

namespace {

std::string textOrNothing(const Json& value) { return value.is_string() ? value.get<std::string>() : std::string(); }

/// Collects the strings at `path`, where a step "*" stands for each member; with their paths.
void collectTexts(const Json& tree, const Path& path, std::size_t done, Path way, std::vector<std::pair<Path, std::string>>& found)
{
    if (done == path.size()) {
        if (std::string text = textOrNothing(tree); !text.empty())
            found.emplace_back(std::move(way), std::move(text));
        return;
    }
    if (path[done].field != "*" || path[done].isItem()) {
        way.push_back(path[done]);
        if (const Json* const next = find(tree, {path[done]}))
            collectTexts(*next, path, done + 1, std::move(way), found);
        return;
    }
    if (tree.is_object())
        for (const auto& [name, value] : tree.items()) {
            Path inner = way;
            inner.push_back({name});
            collectTexts(value, path, done + 1, std::move(inner), found);
        }
}

Path filledWith(Path path, const std::string& value)
{
    for (Step& step : path)
        if (step.field == "{value}")
            step.field = value;
    return path;
}

/// Without the suffix for the context size: "claude-sonnet-5[1m]". Source: code.claude.com, Model configuration, read
/// 2026-11-28.
std::string withoutContext(std::string name)
{
    if (name.ends_with("[1m]"))
        name.resize(name.size() - std::string_view("[1m]").size());
    return name;
}

} // namespace

AskedModels::AskedModels(const ClientEntry& entry, const Placeholders& values, std::vector<SaidTree> trees, ValuesOf valuesOf)
    : m_entry(entry), m_values(values), m_trees(std::move(trees)), m_valuesOf(std::move(valuesOf))
{
}

std::vector<AskedModel> AskedModels::take()
{
    for (const ModelSource& source : m_entry.modelSources)
        if (source.isMain && m_asked.empty())
            for (const Said& said : saidBy(source, true))
                add(said.value, true, said.where);
    if (m_asked.empty())
        add(m_values.model.empty() ? inPlaceOf(m_entry.mainModel) : m_values.model, true, {});
    for (const std::string& own : m_entry.ownModels)
        add(inPlaceOf(own), false, {});
    for (const ModelSource& source : m_entry.modelSources)
        if (!source.isMain)
            for (const Said& said : saidBy(source, true))
                add(said.value, false, said.where);
    return std::move(m_asked);
}

std::vector<AskedModels::Said> AskedModels::saidBy(const ModelSource& source, bool isResolved) const
{
    if (!source.path.empty()) {
        for (const bool isOfRivals : {true, false})
            if (auto said = namesIn(inTrees(source, source.path, isOfRivals), source, isResolved); !said.empty())
                return said;
        return {};
    }
    std::vector<Said> outside;
    for (const SetVariable& setting : m_valuesOf(source.variable))
        outside.push_back({setting.value, source.variable + " in " + toText(setting.where)});
    outside = namesIn(std::move(outside), source, isResolved);
    const bool doesFileWin = std::ranges::any_of(m_trees, &SaidTree::environmentWins);
    auto ours = namesIn(inEnvironments(source.variable, false), source, isResolved);
    auto rivals = namesIn(inEnvironments(source.variable, true), source, isResolved);
    for (auto* const said : {doesFileWin ? &rivals : &outside, doesFileWin ? &ours : &rivals, doesFileWin ? &outside : &ours})
        if (!said->empty())
            return std::move(*said);
    return {};
}

std::vector<AskedModels::Said> AskedModels::inTrees(const ModelSource& source, const Path& path, bool isOfRivals) const
{
    std::vector<Said> all;
    for (const SaidTree& each : m_trees) {
        if (each.isRival != isOfRivals)
            continue;
        std::vector<std::pair<Path, std::string>> found;
        collectTexts(each.tree, path, 0, {}, found);
        for (const auto& [way, text] : found) {
            const Path place = source.then.empty() ? way : filledWith(source.then, text);
            const Json* const said = find(each.tree, place);
            const bool isWritten = std::ranges::find(each.written, place) != each.written.end();
            if (said && !textOrNothing(*said).empty())
                all.push_back({textOrNothing(*said), isWritten ? std::string() : pathText(place) + " in " + each.shown});
        }
    }
    return all;
}

std::vector<AskedModels::Said> AskedModels::inEnvironments(const std::string& variable, bool isOfRivals) const
{
    std::vector<Said> all;
    for (const SaidTree& each : m_trees) {
        if (!each.environment || each.isRival != isOfRivals)
            continue;
        Path place = *each.environment;
        place.push_back({variable});
        const Json* const said = find(each.tree, place);
        const bool isWritten = std::ranges::find(each.written, place) != each.written.end();
        if (said && !textOrNothing(*said).empty())
            all.push_back({textOrNothing(*said), isWritten ? std::string() : variable + " in " + each.shown});
    }
    return all;
}

/// The names that are requested from the gateway.
std::vector<AskedModels::Said> AskedModels::namesIn(std::vector<Said> said, const ModelSource& source, bool isResolved) const
{
    std::vector<Said> names;
    for (Said& each : said) {
        if (each.value.find('$') != std::string::npos || !each.value.starts_with(source.prefix))
            continue;
        std::string name = withoutContext(each.value.substr(source.prefix.size()));
        if (const auto alias = m_entry.modelAliases.find(name); alias != m_entry.modelAliases.end())
            name = alias->second.empty() || !isResolved ? std::string() : inPlaceOf(alias->second);
        if (!name.empty())
            names.push_back({std::move(name), std::move(each.where)});
    }
    return names;
}

std::string AskedModels::inPlaceOf(const std::string& own) const
{
    for (const ModelSource& source : m_entry.modelSources)
        if (!own.empty() && source.insteadOf == own)
            if (const auto said = saidBy(source, false); !said.empty())
                return said.front().value;
    return own;
}

void AskedModels::add(const std::string& name, bool isMain, const std::string& where)
{
    if (!name.empty() && std::ranges::find(m_asked, name, &AskedModel::name) == m_asked.end())
        m_asked.push_back({name, isMain, where});
}

} // namespace gateway::clients
